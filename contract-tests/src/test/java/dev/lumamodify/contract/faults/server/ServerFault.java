package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.mock.FaultLayer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A server with one fault.
 *
 * @param name what the server does wrong: "accepts a blank prompt"
 * @param foundBy the id of the check that must fail
 * @param traffic the ids of further checks to run, because the finding check validates their requests and responses too
 * @param layer makes the faulty layer; each run gets its own
 */
public record ServerFault(String name, String foundBy, List<String> traffic, Supplier<FaultLayer> layer) {
    /** Returns the ids of the checks to run. */
    public List<String> checks() {
        return Stream.concat(traffic.stream(), Stream.of(foundBy)).toList();
    }
}
