namespace TogetherAI;

/// <summary>Finds the leases of dead processes and ends them. One for each recovery; not thread-safe.</summary>
internal sealed class LeaseRecovery(DedicatedClient dedicated, TogetherConnection connection, LeaseJournalFile file, RecoveryOptions options)
{
    private const int IdDigits = 12;

    private readonly TimeProvider _time = connection.Options.TimeProvider;
    private readonly long _started = connection.Options.TimeProvider.GetTimestamp();

    public async Task<RecoveryReport> RunAsync(CancellationToken cancellationToken)
    {
        string project = await connection.Projects.GetIdAsync(cancellationToken).ConfigureAwait(false);
        List<LeaseEntry> entries = await file.ReadAsync(cancellationToken).ConfigureAwait(false);
        List<RecoveredLease> untouched = [];
        Dictionary<string, IDisposable> owned = new(StringComparer.Ordinal);
        try
        {
            foreach (LeaseEntry entry in entries)
            {
                if (!IsOf(entry, project))
                    untouched.Add(Tell(entry, RecoveryOutcome.OtherProject));
                else if (file.TryOwn(entry.LeaseId) is { } taken)
                    owned.Add(entry.LeaseId, taken);
                else
                    untouched.Add(Tell(entry, RecoveryOutcome.OwnerAlive));
            }

            // Read again: a lease may have ended between the first look and the lock.
            List<LeaseEntry> dead = owned.Count == 0 ? [] : [.. (await file.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(entry => owned.ContainsKey(entry.LeaseId))];
            (List<DedicatedEndpoint>? listed, string? problem) = await ListAsync(cancellationToken).ConfigureAwait(false);
            RecoveredLease[] ended = await Task.WhenAll(dead.Select(entry => EndAsync(entry, owned, listed, problem, cancellationToken))).ConfigureAwait(false);
            foreach (string gone in owned.Keys.Except(dead.Select(static entry => entry.LeaseId)).ToArray())
                Disown(gone, owned);
            return new RecoveryReport { Leases = [.. ended, .. untouched, .. NotInJournal(listed ?? [], entries)] };
        }
        finally
        {
            foreach (IDisposable left in owned.Values)
                left.Dispose();
        }
    }

    private async Task<RecoveredLease> EndAsync(
        LeaseEntry entry, Dictionary<string, IDisposable> owned, List<DedicatedEndpoint>? listed, string? problem, CancellationToken cancellationToken)
    {
        (string? endpointId, problem) = await FindAsync(entry, listed, problem, cancellationToken).ConfigureAwait(false);
        if (endpointId is null && problem is not null)
            return Tell(entry, RecoveryOutcome.NotStopped) with { Problem = problem };
        TeardownResult? seen = endpointId is null ? null : await TearDownAsync(entry, endpointId, cancellationToken).ConfigureAwait(false);
        bool isOver = seen is null or { IsComplete: true };
        if (isOver)
        {
            await file.SaveAsync(new LeaseEntry { LeaseId = entry.LeaseId, IsOver = true }, cancellationToken).ConfigureAwait(false);
            lock (owned)
                Disown(entry.LeaseId, owned);
        }

        // An endpoint that was gone already, and one that is another's and has nothing of the lease, were never billed for it.
        bool isNothing = isOver && (seen is null || (seen.Deployments.Count == 0 && !(MakesEndpoint(entry) && listed?.Exists(endpoint => endpoint.Id == endpointId) == true)));
        return Tell(entry, isNothing ? RecoveryOutcome.NothingFound : seen!.IsStopped ? RecoveryOutcome.Stopped : RecoveryOutcome.NotStopped) with
        {
            EndpointId = isNothing ? null : endpointId,
            Teardown = isNothing ? null : seen,
            Problem = isOver ? null : seen?.Problem,
        };
    }

    /// <summary>The endpoint's id, or why it cannot be told. Neither: there is none.</summary>
    private async Task<(string? Id, string? Problem)> FindAsync(LeaseEntry entry, List<DedicatedEndpoint>? listed, string? problem, CancellationToken cancellationToken)
    {
        if (entry.EndpointId is not null)
            return (entry.EndpointId, null);
        while (true)
        {
            if (listed?.Find(endpoint => LeaseRecord.LastPart(endpoint.Name) == entry.EndpointName) is { } found)
                return (found.Id, null);
            if (HasSettled(entry))
                return (null, listed is null ? problem : null);
            await Task.Delay(options.Interval, _time, cancellationToken).ConfigureAwait(false);
            (listed, problem) = await ListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TeardownResult> TearDownAsync(LeaseEntry entry, string endpointId, CancellationToken cancellationToken)
    {
        LeaseRecord lease = entry.ToRecord() with { MakesEndpoint = MakesEndpoint(entry) };
        TeardownOptions how = new() { Timeout = options.Timeout, Interval = options.Interval, Depth = lease.Depth };
        while (true)
        {
            TeardownResult seen = await new Teardown(dedicated, _time, endpointId, how, lease.Concerns).RunAsync(cancellationToken).ConfigureAwait(false);

            // Where the endpoint stays, a deployment that was asked for in the last moment can still appear; where it went, it cannot.
            if (seen.IsEndpointDeleted || seen.Deployments.Count > 0 || !seen.IsComplete || HasSettled(entry))
                return seen;
            await Task.Delay(options.Interval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    // One that was found by a name that others can give too may be theirs: what is the lease's own in it is ended, the rest is left.
    private static bool MakesEndpoint(LeaseEntry entry) =>
        entry.MakesEndpoint && (entry.EndpointId is not null || entry.EndpointName.Contains(entry.LeaseId, StringComparison.Ordinal));

    // By the clock where it can be trusted; where it was set back since, by what passed here.
    private bool HasSettled(LeaseEntry entry) =>
        _time.GetUtcNow() - entry.SavedAt >= options.Settle || _time.GetElapsedTime(_started) >= options.Settle;

    private async Task<(List<DedicatedEndpoint>? Endpoints, string? Problem)> ListAsync(CancellationToken cancellationToken)
    {
        List<DedicatedEndpoint> endpoints = [];
        try
        {
            await foreach (DedicatedEndpoint endpoint in dedicated.Endpoints.ListAsync(new DedicatedListOptions { Limit = 500 }, cancellationToken).ConfigureAwait(false))
                endpoints.Add(endpoint);
            return (endpoints, null);
        }
        catch (TogetherException exception) when (exception is not TogetherAuthenticationException)
        {
            return (null, $"The endpoints could not be listed: {exception.Message}");
        }
    }

    private bool IsOf(LeaseEntry entry, string project) =>
        entry.Project == project && entry.Address == connection.Options.BaseAddress!.GetLeftPart(UriPartial.Path);

    private static RecoveredLease Tell(LeaseEntry entry, RecoveryOutcome outcome) => new()
    {
        LeaseId = entry.LeaseId,
        Outcome = outcome,
        EndpointName = entry.EndpointName,
        EndpointId = entry.EndpointId,
        Label = entry.Label,
        StartedAt = entry.StartedAt,
        ProcessId = entry.ProcessId,
    };

    private static IEnumerable<RecoveredLease> NotInJournal(List<DedicatedEndpoint> listed, List<LeaseEntry> entries)
    {
        HashSet<string> known = [.. entries.Select(static entry => entry.LeaseId)];
        foreach (DedicatedEndpoint endpoint in listed)
        {
            foreach (string id in endpoint.Deployments.Select(static deployment => IdOf(deployment.Name)).OfType<string>().Distinct())
            {
                if (!known.Contains(id))
                    yield return new RecoveredLease { LeaseId = id, Outcome = RecoveryOutcome.NotInJournal, EndpointName = LeaseRecord.LastPart(endpoint.Name), EndpointId = endpoint.Id };
            }
        }
    }

    /// <summary>The lease that a deployment's name tells of; null where it tells of none.</summary>
    private static string? IdOf(string deploymentName)
    {
        string name = LeaseRecord.LastPart(deploymentName);
        return name.StartsWith(LeaseRecord.DeploymentPrefix, StringComparison.Ordinal)
            && name.AsSpan(LeaseRecord.DeploymentPrefix.Length) is { Length: >= IdDigits } rest && !rest[..IdDigits].ContainsAnyExcept("0123456789abcdef")
            ? rest[..IdDigits].ToString()
            : null;
    }

    private void Disown(string leaseId, Dictionary<string, IDisposable> owned)
    {
        if (owned.Remove(leaseId, out IDisposable? taken))
            file.Disown(leaseId, taken);
    }
}
