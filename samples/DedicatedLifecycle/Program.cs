using TogetherAI;
using TogetherAI.Local;

// dotnet run        hours on a virtual GPU cloud in this process, on a clock that jumps: no key, no network, no bill
var time = new VirtualTimeProvider { AutoAdvance = true };
await using LocalTogether cloud = await LocalTogether.StartAsync(options => options.TimeProvider = time);
using TogetherClient together = cloud.CreateClient();
DedicatedClient dedicated = together.Dedicated;
TimeSpan minute = TimeSpan.FromMinutes(1);

// What it costs is known before anything starts. How it ends has no default.
var rent = new RentRequest { Model = "tai-tiny", IdleStop = IdleStop.After(30 * minute), MaxUsd = 20m };
Quote quote = await dedicated.QuoteAsync(rent);
Console.WriteLine($"Quote: {quote.Replicas} on {quote.Chosen.InstanceType?.Id}, {quote.UsdPerHourAtMost:0.00} USD an hour");

var stages = new Stages();
await using (EndpointLease lease = await dedicated.RentAsync(rent, stages))
{
    ChatResponse answer = await lease.Chat.CreateAsync(new()
    {
        Model = lease.ModelName,
        Messages = [ChatMessage.User("What is the capital of France?")],
        MaxTokens = 32,
    });
    Console.WriteLine($"Answer: {answer.Text}");

    // Now it is forgotten. The lease looks after itself every half minute; this clock must not run ahead of that.
    while (stages.Last != RentStage.Stopping)
    {
        await Task.Delay(TimeSpan.FromSeconds(30), time);
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }

    LeaseEnd end = await lease.Completion;
    Console.WriteLine($"Lease: {end.Reason}, {end.SpentUsd:0.00} USD; the cloud billed {cloud.Dedicated.Ledger.TotalUsd:0.00}");
}

// What has no end of its own is the guard's affair: a colleague rented this one, and went home.
string forgotten;
using (TogetherClient colleague = cloud.CreateClient())
{
#pragma warning disable TAI1004 // Forgotten on purpose: the guard is to find it.
    EndpointLease theirs = await colleague.Dedicated.RentAsync(rent with { IdleStop = IdleStop.Never, MaxUsd = null, Name = "forgotten" });
#pragma warning restore TAI1004
    forgotten = theirs.EndpointId;
}

var meter = new CostMeter(together, new() { Labels = new Dictionary<string, string> { ["forgotten"] = "support" } });
var guard = new IdleGuard(together, new() { Window = 30 * minute });
IdleDecision decision;
IdleReason? last = null;
do
{
    await Task.Delay(minute, time);
    await meter.ReadAsync();
    decision = (await guard.CheckAsync()).Single();
    if (decision.Reason != last)
        Console.WriteLine($"Guard: {decision.EndpointName} {decision.Verdict}: {decision.Message}");
    last = decision.Reason;
}
while (decision.Outcome != IdleOutcome.StopAccepted);

TeardownResult gone = await dedicated.TearDownAsync(forgotten);
CostReport costs = await meter.ReadAsync();
Console.WriteLine($"Costs: support {costs.UsdByLabel["support"]:0.00} USD since the meter began; {costs.UsdPerHour:0.00} USD an hour now, {cloud.Dedicated.Ledger.RunningReplicas} replicas");
Console.WriteLine(gone.IsEndpointDeleted ? "Nothing is left." : $"Left: {gone}");

internal sealed class Stages : IProgress<RentProgress>
{
    public RentStage? Last { get; private set; }

    public void Report(RentProgress value)
    {
        if (value.Stage != Last)
            Console.WriteLine($"{value.Elapsed:hh\\:mm\\:ss} {value.Stage}");
        Last = value.Stage;
    }
}
