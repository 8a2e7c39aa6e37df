package dev.lumamodify.client.examples;

import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.LumaModify;
import org.springframework.http.HttpStatus;
import org.springframework.http.RequestEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SpringReceiver {
    private final CallbackVerifier verifier;
    private final LumaModify luma;

    SpringReceiver(CallbackVerifier verifier, LumaModify luma) {
        this.verifier = verifier;
        this.luma = luma;
    }

    @PostMapping("/luma-callback")
    void receive(RequestEntity<byte[]> callback) {
        luma.handleCallback(verifier.verify(callback.getHeaders()::getFirst, callback.getBody()));
    }

    @ExceptionHandler(CallbackRejectedException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    void reject() {}
}
