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

    /// <summary>
    /// Puts an endpoint on other hardware while it serves: a new deployment is made from the profile and waited for, the traffic goes over to it, and only
    /// then is the old one drained and stopped. Until the end both are billed. If the new one does not come up, or does not stay up until the
    /// old one is let go, everything is put back as it was.
    /// </summary>
    /// <remarks>
    /// Every step begins from what the service says, and the new deployment's name follows from the old one's and the profile's: called again
    /// with the same arguments, after a crash or a cancellation, it goes on where it was, and does nothing where it is done.
    /// </remarks>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="profile">The profile, one of <see cref="SupportedModel.DeploymentProfiles"/>; it names model and config.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told every step; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work where it is: both deployments may go on running, and be billed.</param>
    /// <returns>What serves now, and what became of the old one.</returns>
    /// <exception cref="ArgumentException">The profile names no model or config, or an option is out of its bounds.</exception>
    /// <exception cref="ProfileChangeException">It did not succeed; the exception says what was put back.</exception>
    /// <exception cref="TogetherException">
    /// The endpoint could not be read, has no deployment to change, or is a lease's, which is rented anew instead; nothing was done.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ProfileChangeResult> ChangeProfileAsync(
        string endpointId,
        DeploymentProfile profile,
        ProfileChangeOptions? options = null,
        IProgress<ProfileChangeProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(endpointId);
        ArgumentNullException.ThrowIfNull(profile);
        if (string.IsNullOrEmpty(profile.Model) || string.IsNullOrEmpty(profile.Config))
            throw new ArgumentException("The profile names no Model or no Config, and nothing can be deployed from it. Take one of SupportedModel.DeploymentProfiles that names both.", nameof(profile));
        options ??= new ProfileChangeOptions();
        options.Check();
        return new ProfileChanger(this, _connection.Options.TimeProvider, endpointId, profile, options, progress).RunAsync(cancellationToken);
    }
}
