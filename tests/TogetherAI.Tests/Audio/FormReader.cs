namespace TogetherAI.Tests.Audio;

/// <summary>Takes a multipart body apart by hand, after RFC 7578 and RFC 2046.</summary>
internal static class FormReader
{
    /// <summary>The parts in order, each as <c>disposition|content type|content</c>.</summary>
    public static IReadOnlyList<string> Parts(string body)
    {
        string boundary = body[..body.IndexOf("\r\n", StringComparison.Ordinal)];
        Assert.StartsWith("--", boundary, StringComparison.Ordinal);
        Assert.EndsWith(boundary + "--\r\n", body, StringComparison.Ordinal);
        string[] parts = body.Split(boundary);
        return [.. parts[1..^1].Select(Read)];
    }

    private static string Read(string part)
    {
        int end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Dictionary<string, string> headers = part[2..end].Split("\r\n").Select(static line => line.Split(": ", 2))
            .ToDictionary(static header => header[0], static header => header[1], StringComparer.OrdinalIgnoreCase);
        return $"{headers["Content-Disposition"]}|{headers.GetValueOrDefault("Content-Type")}|{part[(end + 4)..^2]}";
    }
}
