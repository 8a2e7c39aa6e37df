package dev.lumamodify.contract.faults.server;

import java.util.List;

/** Every faulty server. */
public final class ServerFaults {
    private ServerFaults() {}

    public static List<ServerFault> all() {
        FaultTable table = new FaultTable();
        InvalidRequestFaults.addTo(table);
        ValidRequestFaults.addTo(table);
        LargeRequestFaults.addTo(table);
        MethodFaults.addTo(table);
        AuthFaults.addTo(table);
        EchoedKeyFaults.addTo(table);
        OptionalOperationFaults.addTo(table);
        EnvelopeFaults.addTo(table);
        TaskIdFaults.addTo(table);
        TaskRecordFaults.addTo(table);
        TaskParameterFaults.addTo(table);
        PollFaults.addTo(table);
        BillingFaults.addTo(table);
        UploadFaults.addTo(table);
        LinkFaults.addTo(table);
        CallbackBodyFaults.addTo(table);
        CallbackSignatureFaults.addTo(table);
        CallbackRetryFaults.addTo(table);
        return table.faults();
    }
}
