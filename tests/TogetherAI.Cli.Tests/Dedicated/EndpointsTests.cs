using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Tests.Dedicated;

public class EndpointsTests
{
    [Fact]
    public async Task Nothing_is_said_to_be_nothing()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Run run = await cloud.ToEndAsync("endpoints list");
        Assert.Equal((0, "", "There are no endpoints." + Environment.NewLine), (run.ExitCode, run.Output, run.Error));
        Assert.Equal("[]", (await cloud.ToEndAsync("endpoints list --json")).Output.Trim());
    }

    [Fact]
    public async Task Create_says_what_it_costs_rents_and_prints_the_model_to_ask()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Run run = await cloud.ToEndAsync("endpoints create tai-tiny --idle never --yes --name chat");
        Assert.Equal((0, "local/chat" + Environment.NewLine), (run.ExitCode, run.Output));
        Assert.StartsWith("tai-tiny, 1 replica on 1xnvidia-h100-80gb: 3.99 USD an hour while it runs.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing will stop it", run.Error, StringComparison.Ordinal);
        Assert.Contains("Serving", run.Error, StringComparison.Ordinal);
        ChatResponse answer = await cloud.Client.Dedicated.Inference.Chat.CreateAsync(
            new() { Model = "local/chat", Messages = [ChatMessage.User("?")], MaxTokens = 8 });
        Assert.Equal("one two three", answer.Text);

        Run list = await cloud.ToEndAsync("endpoints list");
        Assert.Matches(@"^ENDPOINT +ID +DEPLOYMENT +STATE +READY +HARDWARE +AN HOUR\r?\nlocal/chat +ep_\S+ +lease-\S+ +READY +1 of 1 +1xnvidia-h100-80gb +3.99 USD\r?\n$", list.Output);
        Assert.Equal("All together 3.99 USD an hour." + Environment.NewLine, list.Error);
        JsonNode one = JsonNode.Parse((await cloud.ToEndAsync("endpoints list --json")).Output)!.AsArray().Single()!;
        Assert.Equal(("local/chat", "READY", 1, 3.99m, true), ((string)one["endpoint"]!, (string)one["state"]!, (int)one["readyReplicas"]!, (decimal)one["usdPerHour"]!, (bool)one["inTrafficSplit"]!));
    }

    [Fact]
    public async Task Create_with_a_time_stays_and_ends_with_what_nobody_uses()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        TaskCompletionSource serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Run> running = cloud.UntilAsync("endpoints create tai-tiny --idle 10m --yes --json", written =>
        {
            if (written.Contains("deploymentId", StringComparison.Ordinal))
                serving.TrySetResult();
            if (written.Contains(" Stopping", StringComparison.Ordinal))
                stopping.TrySetResult();
            return false;
        });
        await Task.WhenAny(serving.Task, running);
        await TurnAsync(cloud, Task.WhenAny(running, stopping.Task)); // a lease is looked after in the background, which moves no clock; a teardown's pauses do
        Run run = await running;
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"Stopped \(Idle\), about \d\.\d+ USD\.", run.Error);
        Assert.Equal(0, cloud.Ledger.RunningReplicas);
        Assert.InRange(cloud.Ledger.TotalMinutes, 10, 24 * 60); // this clock may run ahead of the work that is done by it
        JsonNode lease = JsonNode.Parse(run.Output)!;
        Assert.Equal((3.99m, "1xnvidia-h100-80gb"), ((decimal)lease["usdPerHourAtMost"]!, (string)lease["hardware"]!));
        Assert.Equal("There are no endpoints.", (await cloud.ToEndAsync("endpoints list")).Error.Trim());
    }

    [Fact]
    public async Task Ctrl_C_stops_what_create_looks_after()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Run run = await cloud.UntilAsync("endpoints create tai-tiny --idle 10m --yes --name chat", written => written.Contains("local/chat" + Environment.NewLine, StringComparison.Ordinal));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Stopped (", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, cloud.Ledger.RunningReplicas);
    }

    [Fact]
    public async Task Ctrl_C_while_it_starts_takes_back_what_was_made()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Run run = await cloud.UntilAsync("endpoints create tai-tiny --idle never --yes", written => written.Contains("Starting", StringComparison.Ordinal));
        Assert.Equal((130, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("tai: ", run.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Empty(cloud.Local.Dedicated.Deployments);
    }

    [Theory]
    [InlineData("n", "[y/N]")]
    [InlineData("", "[y/N]")]
    [InlineData(null, "tai: there is nobody to ask here; --yes answers what would be asked.")]
    public async Task Create_asks_first(string? answer, string said)
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Run run = await cloud.ToEndAsync("endpoints create tai-tiny --idle never", answer);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(cloud.Local.Dedicated.Deployments);
        Assert.DoesNotContain(cloud.Local.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_yes_rents()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Assert.Equal(0, (await cloud.ToEndAsync("endpoints create tai-tiny --idle never --replicas 1-2 --hardware H200 --name chat", "y")).ExitCode);
        Assert.Equal("1xnvidia-h200-141gb", cloud.Ledger.Entries.Single().InstanceType);
    }

    [Theory]
    [InlineData("endpoints create nothing-like-it --idle never --yes", "Model 'nothing-like-it' is not among")]
    [InlineData("endpoints create tai-tiny --idle never --yes --max-usd-per-hour 1", "MaxUsdPerHour is 1.00 USD, and 1 replica cost")]
    [InlineData("endpoints stop chat", "there is no endpoint chat. There is none at all.")]
    public async Task What_cannot_be_done_is_said_in_a_line_with_the_remedy(string args, string said)
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Run run = await cloud.ToEndAsync(args);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("tai: " + said, run.Error, StringComparison.Ordinal);
        Assert.Empty(cloud.Ledger.Entries);
    }

    [Fact]
    public async Task Stop_waits_until_nothing_runs_and_start_brings_it_back_at_a_price()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        Run stop = await cloud.ToEndAsync("endpoints stop chat");
        Assert.Equal((0, "local/chat: stopped" + Environment.NewLine), (stop.ExitCode, stop.Output));
        Assert.Contains("STOPPED", stop.Error, StringComparison.Ordinal);
        Assert.Equal(0, cloud.Ledger.RunningReplicas);

        Run refused = await cloud.ToEndAsync("endpoints scale chat --replicas 2 --yes");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is stopped. tai endpoints start chat starts it.", refused.Error, StringComparison.Ordinal);

        Run start = await cloud.ToEndAsync("endpoints start local/chat --replicas 2", "y");
        Assert.Equal((0, "local/chat" + Environment.NewLine), (start.ExitCode, start.Output));
        Assert.Contains("7.98 USD an hour on 1xnvidia-h100-80gb, once it runs.", start.Error, StringComparison.Ordinal);
        Assert.Contains("nothing stops it by itself: tai guard --idle 30m, or tai endpoints stop chat", start.Error, StringComparison.Ordinal);
        Assert.Equal(2, cloud.Ledger.RunningReplicas);
        Assert.Equal(0, (await cloud.ToEndAsync("endpoints start chat --yes")).ExitCode); // it runs already
        Assert.Equal(2, cloud.Ledger.RunningReplicas);
    }

    [Fact]
    public async Task Scale_asks_only_where_it_may_cost_more()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        Run more = await cloud.ToEndAsync("endpoints scale chat --replicas 3");
        Assert.Equal(1, more.ExitCode);
        Assert.Contains("11.97 USD an hour", more.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await cloud.ToEndAsync("endpoints scale chat --replicas 3 --yes")).ExitCode);
        Assert.Equal(3, cloud.Ledger.RunningReplicas);
        Assert.Equal(0, (await cloud.ToEndAsync("endpoints scale chat --replicas 1")).ExitCode);
        Assert.Equal(1, cloud.Local.Dedicated.Deployments.Single().DesiredReplicas);
        Assert.Equal(0, (await cloud.ToEndAsync("endpoints scale chat --replicas 1-4 --yes --no-wait")).ExitCode);
    }

    [Fact]
    public async Task Where_there_are_several_it_is_asked_which()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        await cloud.RentAsync("search");
        DedicatedEndpoint endpoint = await cloud.Client.Dedicated.Endpoints.ListAsync().FirstAsync();
        DedicatedDeployment first = await cloud.Client.Dedicated.Deployments.ListAsync(endpoint.Id).FirstAsync();
        await cloud.Client.Dedicated.Deployments.CreateAsync(endpoint.Id, new()
        {
            Name = "second",
            Model = first.Model,
            Config = first.Config,
            Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 },
        });
        string name = endpoint.Name["local/".Length..];
        Run run = await cloud.ToEndAsync($"endpoints scale {name} --replicas 2 --yes");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has 2 deployments; choose one with --deployment: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("second", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await cloud.ToEndAsync($"endpoints stop {name} --deployment second")).ExitCode);
        Assert.Equal(2, cloud.Ledger.RunningReplicas);
        Run unknown = await cloud.ToEndAsync("endpoints stop nothing");
        Assert.Contains("There are: local/", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_goes_the_whole_way_down_and_asks()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        Assert.Equal(1, (await cloud.ToEndAsync("endpoints delete chat", "no")).ExitCode);
        Assert.Equal(1, cloud.Ledger.RunningReplicas);
        Run run = await cloud.ToEndAsync("endpoints delete chat --yes");
        Assert.Equal((0, "local/chat: deleted" + Environment.NewLine), (run.ExitCode, run.Output));
        Assert.Contains("told to stop", run.Error, StringComparison.Ordinal);
        Assert.Contains("endpoint deleted", run.Error, StringComparison.Ordinal);
        Assert.Empty(cloud.Local.Dedicated.Deployments);
    }

    [Fact]
    public async Task Watch_writes_a_line_for_every_change_and_ends_well()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        await cloud.RentAsync();
        DedicatedDeployment one = await DeploymentAsync(cloud);
        int looks = 0;
        Run run = await cloud.UntilAsync("endpoints watch chat", written =>
        {
            if (written.Contains("READY, 1 of 1 ready", StringComparison.Ordinal) && looks++ == 0)
                _ = cloud.Client.Dedicated.Deployments.StopAsync(one.EndpointId, one.Id);
            return written.Contains("STOPPED", StringComparison.Ordinal);
        });
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^2026-01-01 00:\d\d:\d\dZ local/chat/lease-\S+: READY, 1 of 1 ready: .* \(3\.99 USD an hour; 0\.00 USD since the watch began\)", lines[0]);
        Assert.Matches(@"STOPPED, 0 of 0 ready: .* \(0\.00 USD an hour; 0\.\d+ USD since the watch began\)", lines[^1]);

        Run json = await cloud.UntilAsync("endpoints watch --json --poll 1m", written => written.Contains("STOPPED", StringComparison.Ordinal));
        Assert.Equal("STOPPED", (string?)JsonNode.Parse(json.Output.Split('\n')[0])!["state"]);
    }

    [Fact]
    public async Task Hardware_is_listed_with_price_and_room()
    {
        await using CloudRuns cloud = await CloudRuns.StartAsync();
        Run run = await cloud.ToEndAsync("hardware");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"1xnvidia-h100-80gb +1x \S*H100\S* +80 GiB +3\.99 USD +us-east-1: 10\+, us-west-2: 10\+", run.Output);
        JsonArray all = JsonNode.Parse((await cloud.ToEndAsync("hardware --gpu b200 --json")).Output)!.AsArray();
        Assert.Equal(9.95m, (decimal)all.Single()!["usdPerHour"]!);
        Run none = await cloud.ToEndAsync("hardware --gpu abacus");
        Assert.Equal((0, ""), (none.ExitCode, none.Output));
        Assert.Contains("lists no abacus", none.Error, StringComparison.Ordinal);
    }

    private static async Task<DedicatedDeployment> DeploymentAsync(CloudRuns cloud)
    {
        DedicatedEndpoint endpoint = await cloud.Client.Dedicated.Endpoints.ListAsync().FirstAsync();
        return await cloud.Client.Dedicated.Deployments.ListAsync(endpoint.Id).FirstAsync();
    }

    private static async Task TurnAsync(CloudRuns cloud, Task running)
    {
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(30), cloud.Time));
            await cloud.Client.Dedicated.Endpoints.ListAsync().ToArrayAsync(); // as long as a look of the lease's own takes
        }
    }
}
