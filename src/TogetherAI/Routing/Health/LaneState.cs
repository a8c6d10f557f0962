namespace TogetherAI;

/// <summary>Whether a lane takes requests.</summary>
public enum LaneState
{
    /// <summary>It does.</summary>
    Healthy,

    /// <summary>It does not, after failures or slowness.</summary>
    Ejected,

    /// <summary>Single requests find out whether it is well again.</summary>
    Probing,

    /// <summary>It takes a growing share.</summary>
    Recovering,
}
