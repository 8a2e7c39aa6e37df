package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.state.ApiError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The path of an uploaded file: its folder, if there is one, and its name. */
public final class UploadPath {
    private static final int MAX_LENGTH = 1024;
    private static final Pattern INVALID_NAME = Pattern.compile("\\.{0,2}|.*[/\\\\\\p{Cntrl}].*", Pattern.DOTALL);

    private UploadPath() {}

    /**
     * Returns the path of a file. Throws {@link ApiError} if the folder or the name could leave their folder.
     *
     * @param uploadPath the folder; empty for none
     * @param fileName null for a random name
     * @param extension the extension of a random name, with a dot
     */
    public static String of(String uploadPath, @Nullable String fileName, String extension) {
        String name = fileName == null ? UUID.randomUUID() + extension : fileName;
        for (String folder : uploadPath.isEmpty() ? new String[0] : uploadPath.split("/", -1)) {
            requireName("uploadPath", "a list of folder names, separated by slashes", folder);
        }
        requireName("fileName", "the name of a file without a folder", name);
        String path = uploadPath.isEmpty() ? name : uploadPath + "/" + name;
        if (path.length() > MAX_LENGTH) {
            throw new ApiError(
                    ApiError.Reason.INVALID_REQUEST,
                    "uploadPath and fileName must have at most " + MAX_LENGTH + " characters");
        }
        return path;
    }

    private static void requireName(String field, String rule, String name) {
        if (INVALID_NAME.matcher(name).matches()) {
            throw new ApiError(ApiError.Reason.INVALID_REQUEST, field + " must be " + rule);
        }
    }

    /** Returns a path as it is in a URL. */
    static String encode(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
