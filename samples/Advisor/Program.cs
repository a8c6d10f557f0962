using System.Globalization;
using TogetherAI;
using TogetherAI.Local;

// What should serve this traffic: serverless, a batch, replicas of one's own, or a mix? With a log of your own: Advisor requests.csv [load.svg]
string log = args.Length > 0 ? args[0] : WriteWeek();
TrafficProfile profile;
try
{
    profile = await TrafficLog.ProfileAsync(log);
}
finally
{
    if (args.Length == 0)
        File.Delete(log);
}

// Prices come from the service; here from the virtual cloud in this process, whose prices are its own. What it runs costs nothing by the token,
// so that price is given. With a key, new TogetherClient() and the model's name tell all of them.
await using LocalTogether local = await LocalTogether.StartAsync();
using TogetherClient together = local.CreateClient();
WorkloadPrices prices = await WorkloadPrices.FromServiceAsync(together, "tai-tiny") with
{
    Serverless = new TokenPrice(InputPerMillion: 0.90m, OutputPerMillion: 0.90m),
    BatchDiscount = 0.5m,
};
prices = prices with { Hardware = [prices.Hardware[0]] };

// How fast a replica is has to be measured. With a lease: await new ThroughputProbe(lease.Chat, lease.ModelName).RunAsync(hardware)
WorkloadThroughput throughput = new()
{
    Replicas =
    [
        new ReplicaThroughput
        {
            Hardware = prices.Hardware[0].Hardware,
            Pace = new ReplicaPace
            {
                Slots = 16,
                TimeToFirstToken = TimeSpan.FromMilliseconds(40),
                TimePerPromptToken = TimeSpan.FromMilliseconds(0.08),
                TokensPerSecond = 40,
            },
        },
    ],
    ServerlessTimeToFirstToken = profile.TimeToFirstToken?.P95, // serverless served this week, so its times are known
};

WorkloadAdvice advice = WorkloadAdvisor.Recommend(
    profile, new WorkloadObjective { TimeToFirstToken = TimeSpan.FromMilliseconds(1500) }, prices, throughput);
Console.Write(advice.ToText());
if (args.Length > 1)
    await File.WriteAllTextAsync(args[1], advice.ToSvg());

// A week as an office has it: busy from 8 to 18, quiet at night, nothing at the weekend; every fifth request is a report that nobody waits for.
static string WriteWeek()
{
    Random random = new(20260105);
    DateTimeOffset monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    string path = Path.GetTempFileName();
    using StreamWriter file = new(path);
    file.WriteLine("timestamp,prompt_tokens,completion_tokens,ttft_ms,background");
    double hour = 0;
    while (hour < 7 * 24)
    {
        DateTimeOffset at = monday.AddHours(hour);
        int prompt = 2000 + (int)(4000 * random.NextDouble() * random.NextDouble()), completion = random.Next(20, 300);
        file.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{at:o},{prompt},{completion},{random.Next(200, 900)},{(random.Next(5) == 0 ? "true" : "false")}"));
        bool works = at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && at.Hour is >= 8 and < 18;
        hour -= Math.Log(1 - random.NextDouble()) / (works ? 2400 : 12); // requests an hour, each knowing nothing of the others
    }

    return path;
}
