using OverflowGateway;
using OverflowGateway.Burst;

// dotnet run                    offline: two lanes on this machine, the page at http://127.0.0.1:5080
// dotnet run -- --burst         the same, with a burst of requests and a line a second about what becomes of it
// dotnet run -- --burst --alone the same burst on the dedicated lane alone, as it would be without the gateway
// dotnet run -- --Gateway:Upstream https://api.together.ai --Gateway:Dedicated acme/support-chat --Gateway:Overflow meta-llama/…
bool burst = args.Contains("--burst");
bool alone = args.Contains("--alone");
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    await using Gateway gateway = await Gateway.StartAsync([.. args.Where(static arg => arg is not ("--burst" or "--alone"))], stop.Token);
    Console.WriteLine($"{gateway.Address}v1 answers model \"{gateway.Settings.Model}\"; the page is at {gateway.Address}");
    if (burst)
        await BurstRun.RunAsync(gateway, BurstPlan.Default with { Lane = alone ? gateway.Settings.Dedicated : null }, Console.Out, stop.Token);
    else
        await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // Ctrl-C is how this is meant to end.
}
catch (Exception e) when (e is GatewaySettingsException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

return 0;
