"""Who a cell means: members by name, alias, handle or e-mail, and the teams there are."""

from collections import defaultdict

from sqlalchemy import Connection

from bot.importing.refusal import RowRefused
from sales.hiring import Colleague
from sales.names import person_key
from sales.values import Team
from storage import staff, workspaces


class People:
    """The members and teams of a workspace, as they are while a file is read."""

    def __init__(self, db: Connection, workspace: int) -> None:
        self.teams = {team.id: team for team in workspaces.all_teams(db, workspace=workspace)}
        self._by_key: dict[str, list[Colleague]] = defaultdict(list)
        self.all: dict[int, Colleague] = {}
        self._sure: dict[object, Colleague] = {}
        for colleague in staff.everybody(db, workspace=workspace):
            self.add(colleague)

    def add(self, colleague: Colleague) -> None:
        """Know somebody, or know somebody better."""
        if (before := self.all.get(colleague.id)) is not None:
            for key in before.keys:
                self._by_key[key].remove(before)
        self.all[colleague.id] = colleague
        for key in colleague.keys:
            self._by_key[key].append(colleague)
        email = [colleague.email.casefold()] if colleague.email else []
        self._sure |= dict.fromkeys((colleague.handle, *email, *colleague.users), colleague)

    def sure(self, *signs: object) -> Colleague | None:
        """Return whom an e-mail, a handle or a platform's user names beyond doubt, the first that does."""
        return next((self._sure[sign] for sign in signs if sign in self._sure), None)

    def called(self, name: str) -> list[Colleague]:
        """Return whom a name may mean; a full name wins over an alias."""
        key = person_key(name)
        found = self._by_key.get(key, [])
        return [one for one in found if person_key(one.name) == key] or list(found)

    def owner(self, cell: str) -> Colleague:
        """Return the one member a cell means."""
        found = [one for one in self.called(cell) if one.active]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{one.name} ({one.email or one.handle})" for one in found)
            raise RowRefused(f"owner: {cell} may be {names}: write the e-mail or the handle")
        if self.called(cell):
            raise RowRefused(
                f"owner: {cell} is no member any more: import members with them again, or say whose it is with --values 'owner:{cell}=NAME'"
            )
        raise RowRefused(
            f"owner: there is no member {cell}: import members first, or say who it is with"
            f" --values 'owner:{cell}=NAME' (with nothing after = the deal lies in the pool)"
        )

    def team(self, cell: str) -> Team:
        """Return the team of this name."""
        wanted = cell.casefold()
        found = next((team for team in self.teams.values() if team.name.casefold() == wanted), None)
        if found is None:
            names = ", ".join(team.name for team in self.teams.values())
            raise RowRefused(f"team: there is no team {cell}; there are: {names}")
        return found

    def team_of(self, owner: Colleague | None) -> Team:
        """Return the team a deal belongs to that names none: its owner's first, or the only one there is."""
        if owner is not None and owner.teams:
            return self.teams[min(owner.teams)]
        if len(self.teams) == 1:
            return next(iter(self.teams.values()))
        who = f"{owner.name} is in no team" if owner else "the deal has no owner"
        raise RowRefused(f"team: {who}, so say which team it is with the field team, or --set team=NAME for all")
