using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI.Cli.Tests;

public class ServeTests
{
    [Fact]
    public async Task Prints_its_address_when_ready_serves_and_stops_cleanly()
    {
        await using Server server = await Server.StartAsync("serve", "--port", "0");
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/v1$", server.BaseUrl);
        using TogetherClient together = new(new TogetherClientOptions { BaseAddress = new Uri(server.BaseUrl) });
        string text = "";
        await foreach (string piece in together.Chat.StreamTextAsync("tai-tiny", "What is the capital of France?", maxTokens: 64))
            text += piece;
        Assert.Equal("The capital of France is Paris.", text);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Asks_for_its_key_and_never_prints_it()
    {
        await using Server server = await Server.StartAsync("serve", "--port", "0", "--api-key", "tgp-secret");
        using HttpClient http = new();
        using HttpResponseMessage without = await http.GetAsync(server.BaseUrl + "/models");
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "tgp-secret");
        using HttpResponseMessage with = await http.GetAsync(server.BaseUrl + "/models");
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        await server.StopAsync();
        Assert.DoesNotContain("tgp-secret", server.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_line()
    {
        await using Server server = await Server.StartAsync("serve", "--port", "0");
        Run run = await Run.ToEndAsync("serve", "--port", new Uri(server.BaseUrl).Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("tai: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("address already in use", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Warns_before_it_opens_a_model_to_the_network_without_a_key()
    {
        await using Server server = await Server.StartAsync("serve", "--port", "0", "--host", "0.0.0.0");
        Assert.Contains("--api-key", server.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_program_it_ends_with_0_on_Ctrl_C()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Ctrl-C is sent as SIGINT.");
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "TogetherAI.Cli.dll"), "serve", "--port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            string? url = await process.StandardOutput.ReadLineAsync().WaitAsync(Run.Patience);
            using HttpClient http = new();
            Assert.Contains("tai-tiny", await http.GetStringAsync(url + "/models"), StringComparison.Ordinal);
            using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(Run.Patience);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly LineWriter _output = new(), _error = new();
        private Task<int> _running = Task.FromResult(-1);

        public string BaseUrl { get; private set; } = "";

        public string Written => _output.ToString() + _error;

        public static async Task<Server> StartAsync(params string[] args)
        {
            Server server = new();
            server._running = Tai.RunAsync(args, server._output, server._error, server._stop.Token);
            Task<string> ready = server._output.FirstLine;
            Assert.True(await Task.WhenAny(ready, server._running) == ready, server.Written);
            server.BaseUrl = await ready;
            return server;
        }

        public async Task<int> StopAsync()
        {
            await _stop.CancelAsync();
            return await _running.WaitAsync(Run.Patience);
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }
    }
}
