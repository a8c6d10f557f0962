namespace TogetherAI;

/// <summary>
/// What a lease costs: begun minutes of every replica that was seen, at the service's price. It goes on with the clock between two looks, and
/// takes the dearer reading of what it did not see. Thread-safe.
/// </summary>
internal sealed class LeaseSpend
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private ReplicaMinutes _minutes = new();
    private decimal _minuteUsd;
    private decimal _beforeUsd;

    public LeaseSpend(TimeProvider time, decimal usdPerReplicaHour)
    {
        (_time, _minuteUsd) = (time, usdPerReplicaHour / 60);
        _minutes.Observe(0, time.GetUtcNow());
    }

    /// <summary>Up to now, in USD.</summary>
    public decimal Usd
    {
        get
        {
            lock (_gate)
                return _beforeUsd + _minutes.Total(_time.GetUtcNow()) * _minuteUsd;
        }
    }

    /// <summary>What a stretch of time costs with the replicas of the last look, in USD.</summary>
    public decimal UsdFor(TimeSpan stretch)
    {
        lock (_gate)
            return _minutes.Running * (decimal)stretch.TotalMinutes * _minuteUsd;
    }

    /// <summary>Notes how many of a deployment's replicas run.</summary>
    public void Look(DedicatedDeployment deployment)
    {
        DeploymentStatus status = deployment.Status;
        if (status.State == DeploymentState.Stopping)
            return; // its replicas are not ready any more, and billed until they are gone
        Note(status.ReadyReplicas ?? (status.State == DeploymentState.Ready ? deployment.DesiredReplicas ?? deployment.Autoscaling.MinReplicas ?? 1 : 0));
    }

    /// <summary>Notes that nothing runs any more.</summary>
    public void End() => Note(0);

    /// <summary>Other replicas, at another price, take the place of these, which are gone.</summary>
    public void Reprice(decimal usdPerReplicaHour)
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            _beforeUsd += _minutes.Total(now) * _minuteUsd;
            (_minutes, _minuteUsd) = (new ReplicaMinutes(), usdPerReplicaHour / 60);
            _minutes.Observe(0, now);
        }
    }

    private void Note(int running)
    {
        lock (_gate)
            _minutes.Observe(running, _time.GetUtcNow());
    }
}
