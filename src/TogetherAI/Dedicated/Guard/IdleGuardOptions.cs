namespace TogetherAI;

/// <summary>What an <see cref="IdleGuard"/> watches and when it stops it. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record IdleGuardOptions
{
    /// <summary>How long a deployment may be without a request before it is stopped.</summary>
    /// <value>1 minute to 365 days. There is no default: too short it stops what is needed, too long it costs.</value>
    public required TimeSpan Window { get; init; }

    /// <summary>Other windows for some endpoints, by their id (<c>ep_…</c>), their name, or the last part of it.</summary>
    /// <value>Each 1 minute to 365 days. Empty by default.</value>
    public IReadOnlyDictionary<string, TimeSpan> Windows { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>
    /// What is never stopped: endpoints by their id, their name, or the last part of it; deployments by their id. With <c>*</c> at its end, all
    /// that begin like it.
    /// </summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> NeverTouch { get; init; } = [];

    /// <summary>The endpoints to watch, as in <see cref="NeverTouch"/>.</summary>
    /// <value>Null by default: all of the client's project.</value>
    public IReadOnlyList<string>? Endpoints { get; init; }

    /// <summary>Whether it only says what it would stop.</summary>
    /// <value>False by default.</value>
    public bool DryRun { get; init; }

    /// <summary>The pause between two looks.</summary>
    /// <value>1 second to 1 hour; 1 minute by default.</value>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How far the service's numbers are taken to lag behind, even where the service claims less. What others sent within that time is
    /// invisible; a deployment is stopped this much later than its window alone would say.
    /// </summary>
    /// <value>0 to 1 hour; 5 minutes by default. The service promises nothing.</value>
    public TimeSpan ServiceLag { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How old the service's numbers may be: with older ones nothing is judged.</summary>
    /// <value>At least <see cref="ServiceLag"/>, at most 1 day; 15 minutes by default.</value>
    public TimeSpan LongestLag { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Whether the calls of this process are all there are, so that a deployment is judged by them alone, without the service's numbers and
    /// their lag. What others send is then not seen at all.
    /// </summary>
    /// <value>False by default.</value>
    public bool OnlyOwnTraffic { get; init; }

    /// <summary>
    /// Told of every stop, of every stop that failed or that a dry run did not make, and, once, of every deployment that could not be judged
    /// for as long as its window. It has 30 seconds; what it throws is logged, and the guard goes on.
    /// </summary>
    /// <value>Null by default: nobody is told, beside the log.</value>
    public Func<IdleDecision, CancellationToken, Task>? Notify { get; init; }

    /// <exception cref="ArgumentException">An option is out of its bounds; the message names each.</exception>
    internal void ThrowOnFaults()
    {
        List<string> faults = [];
        CheckWindow(nameof(Window), Window, faults);
        foreach ((string endpoint, TimeSpan window) in Windows)
            CheckWindow($"Windows['{endpoint}']", window, faults);
        if (Poll < TimeSpan.FromSeconds(1) || Poll > TimeSpan.FromHours(1))
            faults.Add($"Poll is {Poll}; it must be from 1 second to 1 hour.");
        if (ServiceLag < TimeSpan.Zero || ServiceLag > TimeSpan.FromHours(1))
            faults.Add($"ServiceLag is {ServiceLag}; it must be from 0 to 1 hour.");
        if (LongestLag < ServiceLag || LongestLag > TimeSpan.FromDays(1))
            faults.Add($"LongestLag is {LongestLag}; it must be at least ServiceLag ({ServiceLag}) and at most 1 day.");
        if (NeverTouch.Any(string.IsNullOrWhiteSpace) || Endpoints?.Any(string.IsNullOrWhiteSpace) == true)
            faults.Add("NeverTouch or Endpoints holds an empty name; take it out.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }

    private static void CheckWindow(string name, TimeSpan window, List<string> faults)
    {
        if (window < TimeSpan.FromMinutes(1) || window > TimeSpan.FromDays(365))
            faults.Add($"{name} is {window}; it must be from 1 minute to 365 days.");
    }
}
