using TogetherAI.Local;

namespace OverflowGateway;

/// <summary>A stand-in for the service: a dedicated endpoint of two replicas and a serverless model, on a local server.</summary>
internal static class OfflineLanes
{
    /// <summary>What the load generator asks. A script answers it, so that a burst measures the routing and not this machine's CPU.</summary>
    public const string LoadPrompt = "Load test:";

    private const string Dedicated = "acme/support-chat";
    private const string Overflow = "tai-tiny-turbo";

    public static async Task<LocalTogether> StartAsync(GatewaySettings settings, CancellationToken cancellationToken)
    {
        LocalTogether local = await LocalTogether.StartAsync(
            static o =>
            {
                o.Port = 0;
                o.RequestLogCapacity = 0;
                // About 14 requests a second of the load generator's: 16 slots, 1.1 s each.
                o.Lanes.AddDedicated(Dedicated, static d =>
                {
                    (d.Replicas, d.SlotsPerReplica, d.MaxQueue) = (2, 8, 200);
                    (d.TimeToFirstToken, d.TimePerPromptToken) = (TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(1));
                    (d.TokensPerSecond, d.Spread) = (20, 0.3);
                });
                o.Lanes.AddServerless(Overflow, static s =>
                {
                    (s.RequestsPerSecond, s.Growth, s.Window) = (40, 2, TimeSpan.FromSeconds(20));
                    (s.TimeToFirstToken, s.TimePerPromptToken) = (TimeSpan.FromMilliseconds(220), TimeSpan.FromMilliseconds(0.5));
                    (s.TokensPerSecond, s.Spread) = (30, 0.5);
                });
            },
            cancellationToken);
        local.Chat.When(static r => r.LastUserText.StartsWith(LoadPrompt, StringComparison.Ordinal))
            .Reply("This answer is written down beforehand and comes a word at a time, as fast as its lane says it may come.");
        settings.Upstream = local.BaseAddress;
        (settings.Dedicated, settings.DedicatedAddress, settings.DedicatedUsdPerHour) = (Dedicated, local.BaseAddress, 7.98m);
        settings.Overflow = Overflow;
        (settings.OverflowUsdPerMillionInput, settings.OverflowUsdPerMillionOutput) = (0.88m, 0.88m);
        return local;
    }
}
