using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Guard;

/// <summary>
/// Tells somebody of a decision: a POST of its JSON to an address, or a command with it on its standard input. Address and command may hold a
/// secret and are never printed.
/// </summary>
internal sealed class NotifyHook(string target, TextWriter error)
{
    public async Task TellAsync(IdleDecision decision, CancellationToken cancellationToken)
    {
        JsonObject document = DecisionText.Json(decision);
        document["text"] = decision.ToString(); // what chat programs show of a webhook
        try
        {
            if (IsAddress(target))
                await PostAsync(JsonLine.Of(document), cancellationToken);
            else
                await RunAsync(JsonLine.Of(document), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or Win32Exception or IOException or InvalidOperationException)
        {
            // The hook's own words may repeat its address.
            string why = exception switch
            {
                HttpRequestException { StatusCode: { } status } => string.Create(CultureInfo.InvariantCulture, $"it answered {(int)status}"),
                HookFailedException failed => failed.Message,
                OperationCanceledException => "it took too long",
                _ => exception.GetType().Name,
            };
            await error.WriteLineAsync($"tai: --notify failed ({why}); the watch goes on.");
        }
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private async Task PostAsync(string json, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        using StringContent content = new(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(new Uri(target), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task RunAsync(string json, CancellationToken cancellationToken)
    {
        // What it prints is not what was asked of this program: to standard error with it.
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/d", "/c", target + " 1>&2"])
            : new ProcessStartInfo("/bin/sh", ["-c", "exec 1>&2\n" + target]);
        start.RedirectStandardInput = true;
        using Process process = Process.Start(start) ?? throw new HookFailedException("it could not be started");
        try
        {
            try
            {
                await process.StandardInput.WriteLineAsync(json.AsMemory(), cancellationToken);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It does not read what it is told; its exit code counts.
            }

            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            throw new HookFailedException(string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}"));
    }

    private sealed class HookFailedException(string message) : InvalidOperationException(message);
}
