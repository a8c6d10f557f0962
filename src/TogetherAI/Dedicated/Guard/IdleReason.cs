namespace TogetherAI;

/// <summary>Why the idle guard decided as it did.</summary>
public enum IdleReason
{
    /// <summary>Keep: it is on the list of what is never touched.</summary>
    NeverTouch,

    /// <summary>Keep: it has no replicas, and costs nothing.</summary>
    NothingRuns,

    /// <summary>Keep: it has been told to stop, and is on its way.</summary>
    Stopping,

    /// <summary>Keep: it is starting.</summary>
    Starting,

    /// <summary>Keep: its endpoint is in a rollout, which somebody watches.</summary>
    Rollout,

    /// <summary>Keep: this process has calls to it under way.</summary>
    InFlight,

    /// <summary>Keep: this process has called it within the window.</summary>
    OwnTraffic,

    /// <summary>Keep: it was made, started, changed or scaled up within the window.</summary>
    RecentlyActive,

    /// <summary>Keep: the service reports requests within the window.</summary>
    ServiceTraffic,

    /// <summary>Stop: nobody has called it for the whole of the window.</summary>
    Idle,

    /// <summary>Cannot judge: the service does not say how many requests there were, or not for the whole window.</summary>
    MetricsMissing,

    /// <summary>Cannot judge: what the service says about requests is too old.</summary>
    MetricsTooOld,

    /// <summary>Cannot judge: this machine's clock and the service's differ too much, or this machine's has been set.</summary>
    ClockUnreliable,

    /// <summary>Cannot judge: it is in a state that this version does not know.</summary>
    UnknownState,

    /// <summary>Cannot judge: the service could not be asked.</summary>
    Unreadable,

    /// <summary>Cannot judge: whenever it was to be stopped, somebody else had just changed it.</summary>
    Changing,
}
