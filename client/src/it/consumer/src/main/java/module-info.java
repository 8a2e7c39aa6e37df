module consumer {
    requires dev.lumamodify.client;
    requires jdk.httpserver;
}
