namespace TogetherAI.Simulator;

/// <summary>What happens to the services, and how much is asked of them meanwhile.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Says">What happens, in a line.</param>
/// <param name="Seconds">How long it goes on.</param>
internal sealed record Scenario(string Name, string Says, double Seconds)
{
    /// <summary>The rate outside of phases, by the second.</summary>
    public double Rate { get; init; } = ServiceModel.Current.Workload.RequestsPerSecond;

    /// <summary>Times at which the rate differs; they do not overlap, and come in order.</summary>
    public IReadOnlyList<Phase> Phases { get; init; } = [];

    /// <summary>Sets the stage.</summary>
    public Action<World>? Begin { get; init; }

    /// <summary>What happens later, in order.</summary>
    public IReadOnlyList<Happening> Happenings { get; init; } = [];

    /// <summary>How many routers share the load and the capacity, none knowing of the others.</summary>
    public int Routers { get; init; } = 1;

    /// <summary>How long the reader of each answer dawdles after its first token.</summary>
    public double DawdleSeconds { get; init; }

    /// <summary>When all is well again, in seconds; null where it never was otherwise, or never is.</summary>
    public double? RecoveredAt { get; init; }

    /// <summary>When it ceased to be well, in seconds.</summary>
    public double? DisturbedAt { get; init; }

    /// <summary>What a long prompt holds, in tokens, where the mix shifts.</summary>
    public int LongPromptTokens { get; init; }

    /// <summary>The share of long prompts while the mix is shifted.</summary>
    public double LongShare { get; init; }

    public double LongShareAt(double at) => at >= DisturbedAt && at < RecoveredAt ? LongShare : 0;

    /// <summary>The rate at a time, and until when it holds.</summary>
    public (double Rate, double Until) RateAt(double at)
    {
        foreach (Phase phase in Phases)
        {
            if (at < phase.From)
                return (Rate, phase.From);
            if (at < phase.To)
                return (Rate * phase.Factor, phase.To);
        }

        return (Rate, double.PositiveInfinity);
    }

    /// <param name="From">In seconds.</param>
    /// <param name="To">In seconds.</param>
    /// <param name="Factor">Times the usual rate.</param>
    internal sealed record Phase(double From, double To, double Factor);

    /// <param name="At">In seconds.</param>
    /// <param name="Do">What happens.</param>
    internal sealed record Happening(double At, Action<World> Do);
}
