namespace TogetherAI.Engine.Generation.Scheduling;

/// <summary>What one caller has at the engine and has had of it.</summary>
internal sealed class CallerAccount(string caller)
{
    public string Caller { get; } = caller;

    /// <summary>Tokens that were computed for it: of prompts, and generated.</summary>
    public long Served { get; set; }

    /// <summary>Its sequences, waiting and active.</summary>
    public int Sequences { get; set; }

    /// <summary>Its active sequences.</summary>
    public int Active { get; set; }

    /// <summary>Its sequences that want a share of the coming pass for their prompts.</summary>
    public int Reading { get; set; }
}
