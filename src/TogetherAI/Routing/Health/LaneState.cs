namespace TogetherAI;

/// <summary>Whether a lane takes requests.</summary>
public enum LaneState
{
    /// <summary>It takes all.</summary>
    Healthy,

    /// <summary>It takes none for a while: it failed several times in a row, or was far slower than usual.</summary>
    Ejected,

    /// <summary>The while is over: single requests find out whether it is well again.</summary>
    Probing,

    /// <summary>It answered: its share of requests grows back step by step.</summary>
    Recovering,
}
