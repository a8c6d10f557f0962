namespace TogetherAI;

/// <content>
/// Telling a lack of hardware from a slow start: replicas that have no place, while the service says that there is room for fewer than are
/// missing, for a few minutes in a row. The service's own words for it are for people and are not read.
/// </content>
internal sealed partial class RentalRun
{
    private static readonly TimeSpan s_roomPause = TimeSpan.FromMinutes(1);

    /// <summary>How long it must last: what was just placed for this rental may be gone from the room before it shows as placed.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private long? _lackSince;
    private long? _roomLookedAt;
    private int? _scheduledBefore;
    private bool _hadPlace;
    private Quote? _room;

    /// <summary>Notes how many replicas have a place: more than before, and it is getting somewhere.</summary>
    private int NotePlaces(DeploymentStatus status)
    {
        int scheduled = status.ScheduledReplicas ?? status.ReadyReplicas ?? 0;
        _hadPlace |= scheduled > 0;
        if (scheduled >= _quote.Replicas.Min || scheduled > _scheduledBefore)
            _lackSince = null;
        _scheduledBefore = scheduled;
        return scheduled;
    }

    private async Task WatchRoomAsync(int scheduled, CancellationToken cancellationToken)
    {
        _roomLookedAt ??= _time.GetTimestamp(); // it was looked at for the quote
        if (scheduled >= _quote.Replicas.Min || _time.GetElapsedTime(_roomLookedAt.Value) < s_roomPause)
            return;

        _roomLookedAt = _time.GetTimestamp();
        if (!await LacksRoomAsync(cancellationToken).ConfigureAwait(false))
        {
            _lackSince = null;
            return;
        }

        _lackSince ??= _roomLookedAt;
        if (_time.GetElapsedTime(_lackSince.Value) < s_patience)
            return;
        await FallBackAsync(scheduled, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for prices and room anew.</summary>
    /// <returns>Whether it is sure that fewer replicas fit than are missing.</returns>
    private async Task<bool> LacksRoomAsync(CancellationToken cancellationToken)
    {
        try
        {
            _room = await _quoter.QuoteAsync(_request with { Profile = null, Hardware = null }, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherException)
        {
            return false; // not known, so not sure
        }

        int missing = _quote.Replicas.Min - (_deployment?.Status.ScheduledReplicas ?? _deployment?.Status.ReadyReplicas ?? 0);
        return Current(_room) is { } current && !current.MayFit(missing);
    }

    /// <summary>Does what the request says for a lack of hardware, with a deployment that waits for it.</summary>
    private async Task FallBackAsync(int scheduled, CancellationToken cancellationToken)
    {
        QuotedProfile before = _quote.Chosen;
        FallBack(_room!, scheduled);
        if (_request.OnHardwareUnavailable == HardwareFallback.FewerReplicas)
        {
            await _dedicated.Deployments.UpdateAsync(
                Record.EndpointId!,
                Record.DeploymentId!,
                new DedicatedDeploymentUpdate { Autoscaling = new DeploymentAutoscaling { MinReplicas = _quote.Replicas.Min, MaxReplicas = _quote.Replicas.Max } },
                cancellationToken).ConfigureAwait(false);
        }
        else if (_quote.Chosen.Profile.ProfileId != before.Profile.ProfileId)
        {
            TeardownOptions options = TeardownOptions.Within(_request.StopTimeout, TeardownDepth.DeleteDeployments);
            TeardownResult gone = await new Teardown(
                _dedicated, _time, Record.EndpointId!, options, deployment => Record.IsOwn(deployment.Name), known: Record.DeploymentId)
                .RunAsync(cancellationToken).ConfigureAwait(false);
            if (!gone.IsStopped)
                throw Failure($"The deployment on {before.HardwareName}, for which there is no hardware, could not be stopped to take {_quote.Chosen.HardwareName} instead: {gone}.");
            (_lackSince, _roomLookedAt, _scheduledBefore, _hadPlace, _deployment) = (null, null, null, false, null);
            Record = Record with { DeploymentId = null };
            await MakeDeploymentAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes the plan as the request says for a lack of hardware.</summary>
    /// <param name="room">What there is.</param>
    /// <param name="scheduled">How many replicas have a place already.</param>
    /// <param name="cause">The service's refusal; null where it did not refuse.</param>
    /// <exception cref="HardwareUnavailableException">The request says to fail, or there is nothing to fall back to.</exception>
    private void FallBack(Quote room, int scheduled, Exception? cause = null)
    {
        int fit = ReplicasThatFit(room, scheduled);
        switch (_request.OnHardwareUnavailable)
        {
            case HardwareFallback.Wait:
                Report(RentStage.WaitingForHardware, $"no room for {_quote.Replicas.Min} on {_quote.Chosen.HardwareName} now; waits its turn", _deployment);
                break;
            case HardwareFallback.FewerReplicas when fit > 0 && fit < _quote.Replicas.Min:
                Plan(Current(room) ?? _quote.Chosen, room, ReplicaRange.Between(fit, _quote.Replicas.Max));
                Report(RentStage.FallingBack, $"no room for more: takes {_quote.Replicas}", _deployment);
                break;
            case HardwareFallback.TakeComparable when Comparable(room).FirstOrDefault(IsAffordable) is { } other:
                _tried.Add(_quote.Chosen.Profile.ProfileId);
                Plan(other, room, _request.Replicas);
                Report(RentStage.FallingBack, $"takes {other.HardwareName} instead: {_quote}", _deployment);
                break;
            default:
                throw Unavailable(room, fit, "", cause);
        }
    }

    private HardwareUnavailableException Unavailable(Quote room, int fit, string more, Exception? cause = null)
    {
        List<QuotedProfile> comparable = [.. Comparable(room)];
        string offers = comparable.Count > 0
            ? $"There is room on {string.Join(", ", comparable.Select(other => FormattableString.Invariant($"{other.HardwareName} ({other.UsdPerReplicaHour:0.00##} USD an hour)")).Distinct())}. "
            : "No other hardware for this model is known to have room. ";
        return new HardwareUnavailableException(
            $"{_quote.Chosen.HardwareName} has no room for {_quote.Replicas.Min} replica(s) of {_quote.Model.Name} now{(fit > 0 ? $", but for {fit}" : "")}. {(more.Length > 0 ? more + " " : "")}{offers}"
            + "RentRequest.OnHardwareUnavailable can wait, take such hardware, or take fewer replicas.",
            cause)
        {
            Wanted = Current(room) ?? _quote.Chosen,
            ReplicasThatFit = fit,
            Comparable = comparable,
        };
    }

    private int ReplicasThatFit(Quote room, int scheduled) => scheduled + (Current(room)?.Headroom ?? 0);

    /// <summary>Other hardware that is known to have room, the cheapest first.</summary>
    private IEnumerable<QuotedProfile> Comparable(Quote room) => All(room)
        .Where(other => other.Profile.ProfileId != _quote.Chosen.Profile.ProfileId && !_tried.Contains(other.Profile.ProfileId)
            && other.UsdPerReplicaHour is not null && other.Headroom >= _request.Replicas.Min && other.HardwareName != _quote.Chosen.HardwareName)
        .OrderBy(other => other.UsdPerReplicaHour);

    private bool IsAffordable(QuotedProfile other) =>
        Quoter.Price(_request, _quote with { Chosen = other, Replicas = _request.Replicas }).Objection is null;

    private QuotedProfile? Current(Quote room) => All(room).FirstOrDefault(quoted => quoted.Profile.ProfileId == _quote.Chosen.Profile.ProfileId);
}
