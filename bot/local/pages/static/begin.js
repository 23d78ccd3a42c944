// A new company keeps the clock of whoever begins it.
document.getElementById("zone").value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
