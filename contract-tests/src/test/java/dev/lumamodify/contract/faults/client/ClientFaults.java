package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter;
import java.util.List;

/** Every faulty client that wraps a correct one. */
public final class ClientFaults {
    private ClientFaults() {}

    public static List<ClientFault> all(ClientAdapter.Factory correct) {
        ClientFaultTable table = new ClientFaultTable();
        FaultyClients clients = new FaultyClients(table, correct, "");
        SubmissionFaults.addTo(clients);
        ReadFaults.addTo(clients);
        WaitFaults.addTo(clients);
        UploadFaults.addTo(clients);
        VerificationFaults.addTo(clients);
        StateFaults.addTo(clients);
        ResponseFaults.addTo(clients);
        return table.faults();
    }
}
