"""Salt extension of Autodock: runner, engine and execution module, found by Salt's loader."""
