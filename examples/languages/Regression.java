import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.*;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A linear regression in Java 17, whose library has no JSON: tensors travel as bytes. `java Regression.java` runs it;
 * a server must be running, and GRADWIRE_URL says where. It speaks HTTP/1.1, which Java's client has to be told.
 */
class Regression {
    static final String SERVER = Optional.ofNullable(System.getenv("GRADWIRE_URL")).orElse("http://127.0.0.1:8000");
    static final String TOKEN = System.getenv().getOrDefault("GRADWIRE_TOKEN", "");
    static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final String OCTETS = "application/octet-stream";

    static class Problem extends IOException {
        Problem(byte[] json) { super(new String(json, StandardCharsets.UTF_8)); }

        /** A text of the problem's JSON object: its `type`, which never changes, or its `detail`. */
        String text(String field) {
            var found = Pattern.compile("\"" + field + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(getMessage());
            return found.find() ? found.group(1) : "";
        }
    }

    static HttpResponse<byte[]> call(String method, String path, String media, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(SERVER + path)).header("Content-Type", media);
        if (!TOKEN.isEmpty()) request.header("Authorization", "Bearer " + TOKEN);
        headers.forEach(request.method(method, BodyPublishers.ofByteArray(body))::header);
        var answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 400) throw new Problem(answer.body());
        return answer;
    }

    static HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
        return call("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Create a tensor from little-endian float32. */
    static void put(String path, String shape, float... data) throws IOException, InterruptedException {
        var bytes = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(data);
        call("PUT", path, OCTETS, bytes.array(), Map.of("Tensor-Dtype", "float32", "Tensor-Shape", shape));
    }

    static float[] get(String path) throws IOException, InterruptedException {
        var bytes = ByteBuffer.wrap(call("GET", path, OCTETS, new byte[0], Map.of("Accept", OCTETS)).body());
        var data = new float[bytes.capacity() / 4];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(data);
        return data;
    }

    static void print(String format, Object... values) { System.out.printf(Locale.ROOT, format, values); }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var session = post("/v1/sessions", "{}").headers().firstValue("Location").orElseThrow();
        try {
            // The data, and the weights that are to be learned.
            put(session + "/tensors/x", "[9, 1]", -1f, -0.75f, -0.5f, -0.25f, 0f, 0.25f, 0.5f, 0.75f, 1f);
            put(session + "/tensors/y", "[9, 1]", -0.9f, -0.6f, 0.1f, 0.4f, 1.1f, 1.4f, 2.2f, 2.4f, 3.0f);
            put(session + "/tensors/w?requires_grad=true", "[1, 1]", 0f);
            put(session + "/tensors/b?requires_grad=true", "[1]", 0f);

            // A hundred steps of gradient descent are one request.
            post(session + "/programs", """
                {"steps": [{"repeat": {"times": 100, "collect": {"losses": "loss"}, "every": 25, "steps": [
                  {"op": "nn.functional.linear", "inputs": ["x", "w", "b"]},
                  {"op": "nn.functional.mse_loss", "inputs": ["_", "y"], "out": "loss"},
                  {"backward": {"tensors": ["loss"]}},
                  {"grad_mode": {"enabled": false, "steps": [
                    {"op": "sub_", "inputs": ["w", "w.grad"], "alpha": 0.1},
                    {"op": "sub_", "inputs": ["b", "b.grad"], "alpha": 0.1}]}},
                  {"delete": ["w.grad", "b.grad"]}]}}]}""");
            var losses = get(session + "/tensors/losses");
            for (int i = 0; i < losses.length; i++) print("step %d: loss %.4f%n", 25 * (i + 1), losses[i]);
            print("y = %.4f x + %.4f%n", get(session + "/tensors/w")[0], get(session + "/tensors/b")[0]);

            // The model's answer for an x that it has not seen.
            var predict = "{\"op\": \"nn.functional.linear\", \"inputs\": [%s, \"w\", \"b\"], \"out\": \"answer\"}";
            post(session + "/ops", predict.formatted("[[2.5]]"));
            print("x = 2.5 gives y = %.4f%n", get(session + "/tensors/answer")[0]);

            // An x of two columns does not fit.
            try {
                post(session + "/ops", predict.formatted("[[2.5, 3.5]]"));
            } catch (Problem problem) {
                if (!problem.text("type").equals("/problems/shape-mismatch")) throw problem;
                print("refused: %s%n", problem.text("detail"));
            }
        } finally {
            call("DELETE", session, OCTETS, new byte[0], Map.of());
        }
    }
}
