import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lumamodify.mock.MockServer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.client.RestClient;

/** The mock server does not change which server and which HTTP client an application of Spring Boot uses. */
class ApplicationTest {
    @EnableAutoConfiguration
    static class Application {}

    @Test
    void applicationKeepsItsServerAndItsHttpClient() {
        try (MockServer ignored = MockServer.start();
                ConfigurableApplicationContext application =
                        SpringApplication.run(Application.class, "--server.port=0", "--spring.main.banner-mode=off")) {
            Object server = ReflectionTestUtils.invokeGetterMethod(application, "webServer");
            assertEquals("NettyWebServer", server.getClass().getSimpleName());
            RestClient client = RestClient.create();
            ClientHttpRequestFactory factory =
                    (ClientHttpRequestFactory) ReflectionTestUtils.getField(client, "clientRequestFactory");
            assertEquals("ReactorClientHttpRequestFactory", factory.getClass().getSimpleName());
        }
    }
}
