"""What people write as they always wrote: clauses, how they are meant, one intent, and the gate before it is believed."""
