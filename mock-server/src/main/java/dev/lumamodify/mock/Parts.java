package dev.lumamodify.mock;

/** What requests look at and steer: all of a server but its connections. */
record Parts(
        Contract contract,
        Settings settings,
        Timeline timeline,
        Accounts accounts,
        Callbacks callbacks,
        Tasks tasks,
        Scenarios scenarios,
        History<Exchange> exchanges,
        History<Delivery> deliveries) {}
