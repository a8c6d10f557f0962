using TogetherAI.Local.Dedicated;

namespace TogetherAI.Local;

/// <summary>
/// What goes wrong with deployments, scripted: which of them fail, get stuck, flap, or come up only in part.
/// <code>cloud.Dedicated.Faults.OnDeployment("chat").Times(1).Fail(TimeSpan.FromMinutes(5));</code>
/// </summary>
/// <remarks>
/// A fault is chosen when a deployment starts, the first time and after each stop: the first in the order of writing that fits and is not
/// used up. What already runs is struck through <see cref="DedicatedCloud.Deployments"/>. Endpoints of the first version meet them too, by
/// their names. Thread-safe.
/// </remarks>
public sealed class DeploymentFaultScript
{
    private readonly Lock _gate = new();
    private readonly List<DeploymentFault> _faults = [];

    internal DeploymentFaultScript()
    {
    }

    /// <summary>Begins a fault.</summary>
    /// <param name="name">
    /// The deployment's name, alone or whole (<c>project/endpoint/deployment</c>); <see langword="null"/> for any deployment.
    /// </param>
    /// <returns>What it shall be; nothing happens before one of its last words, such as <see cref="DeploymentFaultBuilder.Fail"/>.</returns>
    public DeploymentFaultBuilder OnDeployment(string? name = null) => new(this, name);

    /// <summary>Takes every fault back. Deployments that one has already struck are not healed.</summary>
    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }

    internal void Add(DeploymentFault fault)
    {
        lock (_gate)
            _faults.Add(fault);
    }

    /// <summary>The fault that a deployment meets as it starts; null for none.</summary>
    internal DeploymentFault? Take(string name)
    {
        lock (_gate)
            return _faults.Find(fault => fault.TryTake(name));
    }
}
