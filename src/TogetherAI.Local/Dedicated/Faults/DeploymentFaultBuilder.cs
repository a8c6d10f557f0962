using TogetherAI.Local.Dedicated;

namespace TogetherAI.Local;

/// <summary>
/// One fault of deployments in the making: <see cref="Times"/> narrows it, any other member is the last word and puts it in force. Not
/// thread-safe; used by the one who writes the script.
/// </summary>
public sealed class DeploymentFaultBuilder
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly DeploymentFaultScript _script;
    private readonly string? _name;
    private int _times = int.MaxValue;

    internal DeploymentFaultBuilder(DeploymentFaultScript script, string? name) => (_script, _name) = (script, name);

    /// <summary>Strikes so many starts and is then used up. Default: every start.</summary>
    /// <param name="count">1 or more.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public DeploymentFaultBuilder Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _times = count;
        return this;
    }

    /// <summary>Makes the deployment FAILED.</summary>
    /// <param name="after">How long after its start, ready or not; zero or more.</param>
    /// <param name="message">What its status says.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative.</exception>
    public void Fail(TimeSpan after, string message = "The engine could not be started.")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        Add(new DeploymentFault { FailAfter = after, Message = message });
    }

    /// <summary>
    /// Keeps every replica from ever being ready. The deployment stays PROVISIONING until
    /// <see cref="DedicatedCloudOptions.ProvisioningTimeout"/> is over, and is FAILED then.
    /// </summary>
    public void GetStuck() => ComeUpPartly(0);

    /// <summary>Lets only some replicas ever be ready; with more wanted, the deployment is DEGRADED.</summary>
    /// <param name="replicas">How many may be ready at a time; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="replicas"/> is negative.</exception>
    public void ComeUpPartly(int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        Add(new DeploymentFault { MostReady = replicas });
    }

    /// <summary>Lets every replica crash again and again.</summary>
    /// <param name="up">How long it is ready; 1 second or more.</param>
    /// <param name="down">How long it then takes to be ready again; 1 second or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is less than a second.</exception>
    public void Flap(TimeSpan up, TimeSpan down)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(up, s_second);
        ArgumentOutOfRangeException.ThrowIfLessThan(down, s_second);
        Add(new DeploymentFault { FlapUp = up, FlapDown = down });
    }

    /// <summary>Makes stopping take long; what is stopping is billed.</summary>
    /// <param name="delay">Instead of <see cref="DedicatedCloudOptions.StopDelay"/>; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public void StopSlowly(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        Add(new DeploymentFault { StopDelay = delay });
    }

    private void Add(DeploymentFault fault) => _script.Add(fault with { Name = _name, Left = _times });
}
