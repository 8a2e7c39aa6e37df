package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects faults. Their names are unique. */
final class ClientFaultTable {
    private final Map<String, ClientFault> faults = new LinkedHashMap<>();

    List<ClientFault> faults() {
        return List.copyOf(faults.values());
    }

    void add(String foundBy, String name, ClientAdapter.Factory clients) {
        if (faults.put(name, new ClientFault(name, foundBy, clients)) != null) {
            throw new IllegalArgumentException("There are two faults with the name: " + name);
        }
    }
}
