using TogetherAI.Local.Answers;

namespace TogetherAI.Local.Lanes;

/// <summary>How long things take in a lane. Thread-safe.</summary>
internal sealed class LanePace(string name, LocalLaneOptions options, int seed)
{
    private readonly TimeSpan _base = options.TimeToFirstToken;
    private readonly TimeSpan _perPromptToken = options.TimePerPromptToken;
    private readonly double _spread = options.Spread;
    private readonly Lock _gate = new();
    private readonly Random _random = new(unchecked((int)DefaultSeed.Of(name, seed)));

    /// <summary>Between two tokens; zero where the model sets the pace.</summary>
    public TimeSpan PerToken { get; } = options.TokensPerSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;

    public TimeSpan ToFirstToken(int promptTokens) => (_base + (promptTokens * _perPromptToken)) * Scatter();

    // Box-Muller: two uniform numbers make a normal one.
    private double Scatter()
    {
        if (_spread == 0)
            return 1;
        lock (_gate)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
            return Math.Exp(_spread * normal);
        }
    }
}
