namespace TogetherAI;

/// <summary>Where a ramp stands.</summary>
public enum RampState
{
    /// <summary>A step is being proved.</summary>
    Running,

    /// <summary>The last step has proved itself; the ramp judges no more.</summary>
    Completed,

    /// <summary>A limit was passed: no traffic goes to the new lane. A new router starts over.</summary>
    RolledBack,
}
