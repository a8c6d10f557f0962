using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TogetherAI.Benchmarks.Engine;

/// <summary>llama.cpp in a process of its own (<c>eng/peers/llama-cpp.mjs</c>), with one model loaded, which measures when it is asked.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>Starts it and waits until its model is loaded; null where Node or the package is not there.</summary>
    public static async Task<Peer?> StartAsync(string folder, string model, int threads, int promptTokens, int newTokens)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "node-llama-cpp")))
            return null;
        ProcessStartInfo start = new("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] numbers = [.. new[] { threads, promptTokens, newTokens }.Select(static n => n.ToString(CultureInfo.InvariantCulture))];
        foreach (string argument in (string[])[Path.Combine(RepositoryRoot(), "eng", "peers", "llama-cpp.mjs"), folder, model, .. numbers])
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        if (await process.StandardOutput.ReadLineAsync() == "ready")
            return new Peer(process);
        process.Dispose();
        return null;
    }

    /// <summary>Tokens a second of reading the prompt and of generating.</summary>
    public async Task<(double Prefill, double Decode)> RunAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        string answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The peer ended.");
        using JsonDocument json = JsonDocument.Parse(answer);
        return (json.RootElement.GetProperty("prefill").GetDouble(), json.RootElement.GetProperty("decode").GetDouble());
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sdk.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The repository with Sdk.sln is not above this program.");
        return folder;
    }
}
