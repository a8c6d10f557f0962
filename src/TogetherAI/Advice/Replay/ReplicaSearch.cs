namespace TogetherAI;

/// <summary>Finds the fewest replicas that meet an objective in a replay.</summary>
/// <param name="pace">One replica's pace.</param>
/// <param name="arrivals">The requests in the order in which they were sent.</param>
/// <param name="objective">What must be met.</param>
internal sealed class ReplicaSearch(ReplicaPace pace, Arrival[] arrivals, WorkloadObjective objective)
{
    /// <summary>
    /// The fewest replicas that are in time where one fewer is not; null where none are, up to <see cref="WorkloadObjective.MaxReplicas"/>.
    /// </summary>
    /// <param name="atLeast">As many as the mean load needs anyhow.</param>
    public (int Replicas, ReplayResult Result)? Find(int atLeast)
    {
        for (int replicas = Math.Max(1, atLeast); replicas <= objective.MaxReplicas; replicas++)
        {
            ReplayResult result = LaneReplay.Run(pace, replicas, arrivals, objective.LoadFactor);
            if (IsMet(result))
                return (replicas, result);
            if (!result.AnyWaited) // nothing stands in anybody's way any more: more replicas change nothing
                return null;
        }

        return null;
    }

    public bool IsMet(ReplayResult result) => result.Quantile(objective.Percentile) <= objective.TimeToFirstToken;

    /// <summary>How many times the planned load the replicas still hold, in steps of 5 %, up to 4 times.</summary>
    public double Headroom(int replicas)
    {
        (int holds, int fails) = (20, 81);
        while (fails - holds > 1)
        {
            int middle = (holds + fails) / 2;
            if (IsMet(LaneReplay.Run(pace, replicas, arrivals, objective.LoadFactor * middle / 20)))
                holds = middle;
            else
                fails = middle;
        }

        return holds / 20.0;
    }
}
