"""How a diagnosis is computed: the programs behind reasons, repairs, conflicts and ranges."""
