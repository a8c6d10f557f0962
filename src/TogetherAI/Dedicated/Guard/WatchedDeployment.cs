namespace TogetherAI;

/// <summary>What the guard remembers of a deployment from one look to the next. Not thread-safe.</summary>
internal sealed class WatchedDeployment
{
    /// <summary>How often it may lose its replicas, with nobody calling or changing it, before that no longer counts as a start: it crashes.</summary>
    private const int MostDips = 3;

    private int? _min;
    private int? _max;
    private int? _desired;
    private bool _seen;
    private bool _ran;
    private int _dips;

    /// <summary>When it was last made, started, changed or scaled up; null while that is not known.</summary>
    public DateTimeOffset? ActiveSince { get; set; }

    /// <summary>Whether the clock was set since it was last active: its window began anew for that reason, and for no other.</summary>
    public bool ClockJumped { get; set; }

    public IdleReason? LastReason { get; set; }

    /// <summary>Since when it could not be judged; null where it could.</summary>
    public DateTimeOffset? UnjudgedSince { get; set; }

    /// <summary>Whether somebody was told that it cannot be judged.</summary>
    public bool Told { get; set; }

    /// <summary>Compares with what was there before: a hand on it counts as activity, and so does a start.</summary>
    public void Observe(DedicatedDeployment deployment, DateTimeOffset now)
    {
        bool runs = deployment.Status.ReadyReplicas > 0;
        bool changed = _seen
            && (deployment.Autoscaling.MinReplicas != _min || deployment.Autoscaling.MaxReplicas != _max || deployment.DesiredReplicas > _desired);
        if (!runs && _ran)
            _dips++;
        if (changed)
            _dips = 0;
        if (changed || (!runs && _dips <= MostDips))
            (ActiveSince, ClockJumped) = (now, false);
        (_seen, _ran, _min, _max, _desired) =
            (true, runs, deployment.Autoscaling.MinReplicas, deployment.Autoscaling.MaxReplicas, deployment.DesiredReplicas);
    }

    /// <summary>It has been called: it is in use, however often it fails.</summary>
    public void Called() => _dips = 0;
}
