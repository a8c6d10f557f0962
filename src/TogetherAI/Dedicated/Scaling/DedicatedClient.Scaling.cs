namespace TogetherAI;

/// <content>More replicas, fewer, or other ones.</content>
public sealed partial class DedicatedClient
{
    /// <summary>
    /// Gives a deployment more replicas or fewer. One that is stopped starts again, and is billed again. Its other settings stay.
    /// </summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="replicas">How many. There is no range of none: <see cref="DedicatedDeploymentsClient.StopAsync"/> stops it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment, on its way there; <c>Deployments.WaitAsync</c> follows it.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> ScaleAsync(
        string endpointId, string deploymentId, ReplicaRange replicas, CancellationToken cancellationToken = default) =>
        ScaleAsync(endpointId, deploymentId, new DeploymentAutoscaling { MinReplicas = replicas.Min, MaxReplicas = replicas.Max }, cancellationToken);

    /// <summary>
    /// Changes how a deployment scales: its bounds, windows and metrics. What is null stays. The settings are checked before they are sent;
    /// <c>Deployments.UpdateAsync</c> sends whatever it is given.
    /// </summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="autoscaling">The settings. Both bounds 0 stop the deployment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment, on its way there.</returns>
    /// <exception cref="ArgumentException">
    /// The service would refuse the settings, or do something else with them than they say; the message names every field and its remedy.
    /// </exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> ScaleAsync(
        string endpointId, string deploymentId, DeploymentAutoscaling autoscaling, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(endpointId);
        ArgumentException.ThrowIfNullOrWhiteSpace(deploymentId);
        AutoscalingRules.ThrowOnFaults(autoscaling, nameof(autoscaling));
        return Deployments.UpdateAsync(endpointId, deploymentId, new DedicatedDeploymentUpdate { Autoscaling = autoscaling }, cancellationToken);
    }
}
