package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter;

/**
 * A client with one fault.
 *
 * @param name what the client does wrong: "sends an accepted create request twice"
 * @param foundBy the id of the check that must fail
 * @param clients makes the faulty clients
 */
public record ClientFault(String name, String foundBy, ClientAdapter.Factory clients) {}
