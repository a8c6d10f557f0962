namespace TogetherAI.Simulator;

/// <summary>The scenarios, each a thing that happens to people who rent GPUs.</summary>
internal static class ScenarioCatalog
{
    private const double Long = 900;
    private const double Short = 600;

    private static readonly double s_capacity = ServiceModel.Current.Workload.CapacityPerSecond;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Steady(30), Steady(60), Steady(85), Steady(95),
        Burst("burst-2x", "2.2 times the load for 120 s", 2.2, 120),
        Burst("burst-5x", "5 times the load for 30 s", 5, 30),
        Burst("burst-10x", "10 times the load for 5 s", 10, 5),
        ReplicasLost("replica-loss-1", 1),
        ReplicasLost("replica-loss-2", 2),
        BrownOut(3), BrownOut(6), BrownOut(10),
        Between("silence", "a tenth of the dedicated answers is a 200 and then nothing", 200, 320,
            static world => world.Dedicated.SilentShare = 0.1, static world => world.Dedicated.SilentShare = 0),
        Between("cuts", "a twentieth of the dedicated answers breaks in the middle", 200, 320,
            static world => world.Dedicated.CutShare = 0.05, static world => world.Dedicated.CutShare = 0),
        new("429-storm", "serverless grants 5 requests a second while 3 times the load arrives", Short)
        {
            Phases = [new(200, 260, 3)],
            Begin = static world => world.Serverless.RateFloor = 5,
            DisturbedAt = 200,
            RecoveredAt = 260,
        },
        new("503-storm", "serverless answers most requests with 503 while 2.2 times the load arrives", Short)
        {
            Phases = [new(200, 320, 2.2)],
            Happenings = [new(200, static world => world.Serverless.UnavailableShare = 0.6), new(320, static world => world.Serverless.UnavailableShare = ServiceModel.Current.Serverless.UnavailableShare)],
            DisturbedAt = 200,
            RecoveredAt = 320,
        },
        new("serverless-tail", "five times as many serverless requests meet the tail, at 85 % load", Short)
        {
            Rate = 0.85 * s_capacity,
            Begin = static world => world.Serverless.TailFactor = 5,
        },
        new("cold-start", "no replica is ready for the first 120 s", Short)
        {
            Begin = static world => world.Dedicated.Scale(0),
            Happenings = [new(120, static world => world.Dedicated.Scale((int)ServiceModel.Current.Dedicated.Replicas))],
            DisturbedAt = 0,
            RecoveredAt = 120,
        },
        new("scale-2-6", "two replicas, and six from 200 s on", Short)
        {
            Begin = static world => world.Dedicated.Scale(2),
            Happenings = [new(200, static world => world.Dedicated.Scale(6))],
            DisturbedAt = 0,
            RecoveredAt = 200,
        },
        Between("correlated-3x", "both lanes three times slower", 200, 320,
            static world => world.Dedicated.Slowness = world.Serverless.Slowness = 3, static world => world.Dedicated.Slowness = world.Serverless.Slowness = 1),
        Between("outage", "no lane answers", 200, 260,
            static world => world.Dedicated.IsOut = world.Serverless.IsOut = true, static world => world.Dedicated.IsOut = world.Serverless.IsOut = false),
        new("prompt-mix", "a seventh of the prompts has 16,000 tokens", Short)
        {
            LongPromptTokens = 16_000,
            LongShare = 0.15,
            DisturbedAt = 200,
            RecoveredAt = 320,
        },
        new("low-rate", "a request every five seconds, and a replica that browns out", 3600)
        {
            Rate = 0.2,
            Happenings = [new(1200, static world => world.Dedicated.Replicas[0].Slowness = 10), new(2400, static world => world.Dedicated.Replicas[0].Slowness = 1)],
        },
        new("fleet-50", "50 routers share 95 % of the capacity, none knowing of the others", Short)
        {
            Rate = 0.95 * s_capacity,
            Routers = 50,
        },
        ReplicasLost("deaf-servers", 2) with { Says = "2 of 4 replicas lost, and servers work on for clients that have left", Begin = static world => world.IsDeaf = true },
        new("clock-jump", "the wall clock is set an hour ahead, then two back, in a burst", Short)
        {
            Phases = [new(200, 230, 5)],
            Happenings =
            [
                new(150, static world => world.Time.WallClockShift = TimeSpan.FromHours(1)),
                new(215, static world => world.Time.WallClockShift = TimeSpan.FromHours(-1)),
            ],
            DisturbedAt = 200,
            RecoveredAt = 230,
        },
        new("slow-reader", "readers dawdle for 20 s after the first token", Short) { DawdleSeconds = 20 },
    ];

    public static Scenario Find(string name) =>
        All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new ArgumentException($"There is no scenario '{name}'. There are: {string.Join(", ", All.Select(static scenario => scenario.Name))}.");

    private static Scenario Steady(int percent) => new($"steady-{percent}", $"{percent} % of the capacity", Long) { Rate = percent / 100.0 * s_capacity };

    private static Scenario Burst(string name, string says, double factor, double seconds) => new(name, says, Long)
    {
        Phases = [new(300, 300 + seconds, factor)],
        DisturbedAt = 300,
        RecoveredAt = 300 + seconds,
    };

    private static Scenario ReplicasLost(string name, int lost) => new(name, $"{lost} of 4 replicas lost for 300 s", Long)
    {
        Happenings =
        [
            new(300, world =>
            {
                for (int i = 0; i < lost; i++)
                    world.Dedicated.Replicas[i].Lose();
            }),
            new(600, static world => world.Dedicated.Scale((int)ServiceModel.Current.Dedicated.Replicas)),
        ],
        DisturbedAt = 300,
        RecoveredAt = 600,
    };

    private static Scenario BrownOut(int factor) => new($"brown-out-{factor}x", $"one of 4 replicas is {factor} times slower for 300 s", Long)
    {
        Happenings = [new(300, world => world.Dedicated.Replicas[0].Slowness = factor), new(600, static world => world.Dedicated.Replicas[0].Slowness = 1)],
        DisturbedAt = 300,
        RecoveredAt = 600,
    };

    private static Scenario Between(string name, string says, double from, double to, Action<World> begins, Action<World> ends) => new(name, says, Short)
    {
        Happenings = [new(from, begins), new(to, ends)],
        DisturbedAt = from,
        RecoveredAt = to,
    };
}
