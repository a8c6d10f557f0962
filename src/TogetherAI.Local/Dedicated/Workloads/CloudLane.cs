using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;

namespace TogetherAI.Local.Dedicated;

/// <summary>The lane of a workload: its replicas come and go with it, and it tells of every request.</summary>
/// <remarks>The cloud's lock is taken before this lane's, never within it.</remarks>
internal sealed class CloudLane(string name, CloudProfile profile, VirtualCloud cloud)
    : DedicatedLane(name, profile.Options, profile.Options.SlotsPerReplica, profile.Options.MaxQueue, cloud.Server)
{
    /// <summary>Requests in work and waiting.</summary>
    public int Load => Running + Queued;

    /// <summary>Told of every request that has ended. Set once, before the first.</summary>
    public Action<TrafficSample>? Ended { get; set; }

    /// <summary>Told, under the cloud's lock, when a request has come or gone. Set once, before the first.</summary>
    public Action? LoadChanged { get; set; }

    private protected override string? EngineModel => profile.EngineModel;

    internal override async Task<LaneTurn> EnterAsync(ApiCall call)
    {
        DateTimeOffset arrived = call.Time.GetUtcNow();
        Task<LaneTurn> entering = base.EnterAsync(call);
        // In work or in the queue from now on, unless it was refused at once.
        Tell();
        try
        {
            LaneTurn turn = await entering.ConfigureAwait(false);
            turn.ArrivedAt = arrived;
            return turn;
        }
        catch (Exception e)
        {
            int status = e is ApiException refusal ? refusal.Status : TrafficSample.Abandoned;
            Ended?.Invoke(new TrafficSample(arrived, call.Time.GetUtcNow()) { Status = status });
            Tell();
            throw;
        }
    }

    internal override void Leave(LaneTurn turn, bool served)
    {
        base.Leave(turn, served);
        Ended?.Invoke(new TrafficSample(turn.ArrivedAt, Time.GetUtcNow())
        {
            ReadAt = turn.ReadAt,
            PromptTokens = turn.PromptTokens,
            OutputTokens = turn.OutputTokens,
            Status = served ? 200 : turn.IsAbandoned ? TrafficSample.Abandoned : turn.IsLost ? 503 : 400,
        });
        Tell();
    }

    private void Tell()
    {
        if (LoadChanged is { } changed)
            cloud.Clock.Do(changed);
    }
}
