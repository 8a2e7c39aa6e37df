package dev.lumamodify.client.examples;

import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.LumaModify;
import io.javalin.Javalin;

final class JavalinReceiver {
    private JavalinReceiver() {}

    static Javalin receive(CallbackVerifier verifier, LumaModify luma) {
        return Javalin.create(config -> {
            config.routes.post(
                    "/luma-callback",
                    context -> luma.handleCallback(verifier.verify(context::header, context.bodyAsBytes())));
            config.routes.exception(CallbackRejectedException.class, (e, context) -> context.status(400));
        });
    }
}
