using System.Text;

namespace TogetherAI.Tests.Files.Checking;

/// <summary>Runs the check over lines as they stand in the test.</summary>
internal static class Check
{
    public const string Good = """{"custom_id":"a","body":{"model":"m","messages":[{"role":"user","content":"?"}]}}""";

    public static Task<FileCheckReport> BatchAsync(params string[] lines) => BytesAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), FilePurpose.BatchApi);

    public static Task<FileCheckReport> FineTuneAsync(params string[] lines) => BytesAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), FilePurpose.FineTune);

    public static Task<FileCheckReport> BytesAsync(byte[] content, FilePurpose purpose, FileCheckOptions? options = null) =>
        StreamAsync(new MemoryStream(content), purpose, options);

    public static Task<FileCheckReport> StreamAsync(Stream content, FilePurpose purpose, FileCheckOptions? options = null) =>
        new FileChecker(purpose, options ?? new FileCheckOptions()).RunAsync(content, "lines.jsonl", progress: null, CancellationToken.None);

    /// <summary>A good line with an id of its own.</summary>
    public static string Request(string id, string model = "m") => Good.Replace("\"a\"", $"\"{id}\"", StringComparison.Ordinal).Replace("\"m\"", $"\"{model}\"", StringComparison.Ordinal);
}
