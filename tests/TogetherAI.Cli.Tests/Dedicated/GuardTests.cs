using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Tests.Dedicated;

public class GuardTests
{
    [Fact]
    public async Task Once_stops_what_is_idle_and_says_why()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        cloud.Time.Advance(TimeSpan.FromHours(2));
        Run dry = await cloud.ToEndAsync("guard --idle 30m --once --dry-run");
        Assert.Equal(0, dry.ExitCode);
        Assert.Matches(@"^2026-01-01 02:\d\d:\d\dZ local/chat \(dep_\S+\): would be stopped: no request for 30 min, as far as the service knows, 5 min ago\r?\n$", dry.Output);
        Assert.Contains("lag by 00:05:00 or more", dry.Error, StringComparison.Ordinal);
        Assert.Equal(1, cloud.Ledger.RunningReplicas);

        Run allowed = await cloud.ToEndAsync("guard --idle 30m --once --allow chat");
        Assert.Contains("kept: it is on the list of what is never touched", allowed.Output, StringComparison.Ordinal);
        Assert.Equal(1, cloud.Ledger.RunningReplicas);

        Run run = await cloud.ToEndAsync("guard --idle 30m --once --json");
        JsonNode decision = JsonNode.Parse(run.Output)!;
        Assert.Equal(("Stop", "Idle", "StopAccepted", 300.0), ((string)decision["verdict"]!, (string)decision["reason"]!, (string)decision["outcome"]!, (double)decision["serviceLagSeconds"]!));
        cloud.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, cloud.Ledger.RunningReplicas);
    }

    [Fact]
    public async Task Watches_stops_what_others_no_longer_use_in_time_and_ends_with_0_on_Ctrl_C()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        cloud.Time.Advance(TimeSpan.FromHours(1));
        await cloud.Client.Dedicated.Inference.Chat.CreateAsync(new() { Model = "local/chat", Messages = [ChatMessage.User("?")], MaxTokens = 8 });
        DateTimeOffset last = cloud.Time.GetUtcNow();
        cloud.Time.Advance(TimeSpan.FromMinutes(3)); // until the service tells of it
        Run run = await cloud.UntilAsync("guard --idle 20m", written => written.Contains("stopped:", StringComparison.Ordinal));
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length); // what stays as it is is not said again
        Assert.Contains("kept: the service reports 1 request in", lines[0], StringComparison.Ordinal);
        DateTimeOffset stopped = DateTimeOffset.Parse(lines[1][..20], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange((stopped - last).TotalMinutes, 25, 26.1); // the window, the lag, and at most one look
        Assert.Contains("Ctrl-C ends the watch, and stops nothing.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_named_is_watched()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        await cloud.RentAsync("search");
        cloud.Time.Advance(TimeSpan.FromHours(2));
        Run run = await cloud.ToEndAsync("guard --idle 30m --once --only search");
        Assert.Single(run.Output.Trim().Split('\n'));
        Assert.Contains("local/search", run.Output, StringComparison.Ordinal);
        cloud.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, cloud.Ledger.RunningReplicas);
    }

    [Fact]
    public async Task What_it_cannot_judge_ends_a_single_look_with_1()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        cloud.Time.Advance(TimeSpan.FromHours(6));

        // The service answers every question, but this machine's clock is two hours behind the service's.
        StringWriter output = new();
        CliContext context = new(output, TextWriter.Null)
        {
            Client = () => cloud.Local.CreateClient(options => options.TimeProvider = new Local.VirtualTimeProvider(cloud.Time.GetUtcNow().AddHours(-2))),
        };
        Assert.Equal(1, await Tai.RunAsync(["guard", "--idle", "30m", "--once"], context, CancellationToken.None));
        Assert.Contains("cannot judge: the service's clock is 2 h ahead of this machine's", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, cloud.Ledger.RunningReplicas);
    }

    [Fact]
    public async Task A_command_is_told_on_its_standard_input_and_its_own_words_are_not_output()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is one for /bin/sh.");
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        cloud.Time.Advance(TimeSpan.FromHours(2));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tai-guard-");
        try
        {
            string file = Path.Combine(folder.FullName, "told.json");
            Run run = await cloud.ToEndAsync(["guard", "--idle", "30m", "--once", "--notify", $"cat > '{file}'"]);
            Assert.Equal(0, run.ExitCode);
            JsonNode told = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            Assert.Equal(("local/chat", "StopAccepted"), ((string)told["endpoint"]!, (string)told["outcome"]!));
            Assert.StartsWith("local/chat (dep_", (string)told["text"]!, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("exit 3 # tok-secret", "exit code 3")]
    [InlineData("http://127.0.0.1:1/hook?token=tok-secret", "HttpRequestException")]
    public async Task A_hook_that_fails_is_told_of_without_its_secret(string hook, string why)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is one for /bin/sh.");
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        cloud.Time.Advance(TimeSpan.FromHours(2));
        Run run = await cloud.ToEndAsync(["guard", "--idle", "30m", "--once", "--notify", hook]);
        Assert.Equal(0, run.ExitCode); // what was to be stopped was
        Assert.Contains($"tai: --notify failed ({why}); the watch goes on.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("tok-secret", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_gets_a_post_with_the_decision()
    {
        using HttpListener listener = new();
        int port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        Task<string> received = ReceiveAsync(listener);
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        cloud.Time.Advance(TimeSpan.FromHours(2));
        Run run = await cloud.ToEndAsync(["guard", "--idle", "30m", "--once", "--notify", $"http://127.0.0.1:{port}/hook?token=tok-secret"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Idle", (string?)JsonNode.Parse(await received.WaitAsync(Run.Patience))!["reason"]);
        Assert.DoesNotContain("tok-secret", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> ReceiveAsync(HttpListener listener)
    {
        HttpListenerContext context = await listener.GetContextAsync();
        using StreamReader reader = new(context.Request.InputStream, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        context.Response.StatusCode = 204;
        context.Response.Close();
        return body;
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
