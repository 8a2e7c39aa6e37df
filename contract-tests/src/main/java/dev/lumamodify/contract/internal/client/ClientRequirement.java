package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.Requirement;

/** What a check for clients needs from the client. */
public enum ClientRequirement implements Requirement<ClientTestContext> {
    VIRTUAL_CLOCK;

    @Override
    public boolean isMet(ClientTestContext context) {
        return context.factory().usesVirtualClock();
    }

    @Override
    public String description() {
        return "a client that uses the virtual clock of its setup";
    }
}
