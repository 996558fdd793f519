"""When pay is paid: advances and true-up, draws, deferral, clawback."""
