namespace TogetherAI;

/// <content>
/// Making endpoint and deployment, each once. A creation whose answer was lost is not sent again before the list has been asked, by the name
/// that only this rental gives.
/// </content>
internal sealed partial class RentalRun
{
    private const int Attempts = 3;
    private static readonly TimeSpan s_listLag = TimeSpan.FromSeconds(2);

    private int _deploymentsMade;

    /// <summary>Whether something may have been made whose id is not known.</summary>
    private bool _isUnknown;

    /// <summary>Looks for the endpoint of a name that the caller chose, before it is made: one that is used is not taken over.</summary>
    private async Task FindEndpointAsync(CancellationToken cancellationToken)
    {
        if (_request.Name is null)
            return; // a name that nobody else has
        Report(RentStage.CreatingEndpoint, $"looks for {Record.EndpointName}");
        if (await ListedEndpointAsync(cancellationToken).ConfigureAwait(false) is { } endpoint)
            Take(await _dedicated.Endpoints.GetAsync(endpoint.Id, cancellationToken).ConfigureAwait(false), isMade: false);
    }

    private async Task MakeEndpointAsync(CancellationToken cancellationToken)
    {
        if (Record.EndpointId is not null)
            return;
        Report(RentStage.CreatingEndpoint, $"makes {Record.EndpointName}");
        (DedicatedEndpoint endpoint, bool isCertain) = await OnceAsync(
            token => _dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = Record.EndpointName }, token),
            ListedEndpointAsync,
            cancellationToken).ConfigureAwait(false);

        // Found by a name that others may have given too, it may be theirs: it is used while it is empty, and left when the lease ends.
        if (!isCertain)
            endpoint = await _dedicated.Endpoints.GetAsync(endpoint.Id, cancellationToken).ConfigureAwait(false);
        Take(endpoint, isMade: isCertain || _request.Name is null);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Take(DedicatedEndpoint endpoint, bool isMade)
    {
        if (endpoint.Deployments.Count > 0)
        {
            throw new TogetherConflictException(
                $"Name '{Record.EndpointName}' is an endpoint that has {endpoint.Deployments.Count} deployment(s) already ({endpoint.Id}). "
                + "Choose another name, or have it torn down first: Dedicated.TearDownAsync.")
            {
                Parameter = nameof(RentRequest.Name),
            };
        }

        Record = Record with { EndpointId = endpoint.Id, MakesEndpoint = isMade };
        _modelName = endpoint.Name;
        Report(RentStage.CreatingEndpoint, $"{endpoint.Name} {(isMade ? "is made" : "is there, without deployments")} ({endpoint.Id})");
    }

    private async Task MakeDeploymentAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await TryMakeDeploymentAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TogetherException exception) when (
                exception is TogetherInvalidRequestException or TogetherConflictException or TogetherOverloadedException or TogetherRateLimitException && !IsExpired)
            {
                if (!await LacksRoomAsync(cancellationToken).ConfigureAwait(false))
                    throw;
                FallBack(_room!, scheduled: 0, exception);
                if (_request.OnHardwareUnavailable == HardwareFallback.Wait)
                    await Task.Delay(s_roomPause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The name of the latest deployment: what takes another's place must not be taken for it.</summary>
    private string DeploymentName => Record.DeploymentName + (_deploymentsMade == 1 ? "" : $"-{_deploymentsMade}");

    private async Task TryMakeDeploymentAsync(CancellationToken cancellationToken)
    {
        QuotedProfile chosen = _quote.Chosen;
        _deploymentsMade++;
        string name = DeploymentName;
        Report(RentStage.CreatingDeployment, $"makes {name} on {chosen.HardwareName}, {_quote.Replicas}");
        CreateDedicatedDeploymentRequest request = new()
        {
            Name = name,
            Model = chosen.Profile.Model ?? (_quote.Model.BaseModel.Length > 0 ? _quote.Model.BaseModel : null),
            Config = chosen.Profile.Config,
            ConfigId = chosen.Profile is { Config: null, CertifiedConfigRevisionId: { Length: > 0 } id } ? id : null,
            Autoscaling = new DeploymentAutoscaling { MinReplicas = _quote.Replicas.Min, MaxReplicas = _quote.Replicas.Max },
            Placement = _request.Regions is not { } regions ? null : new DeploymentPlacement
            {
                Inline = new InlinePlacement { Regions = regions, Constraint = PlacementConstraint.Required },
            },
        };
        (_deployment, _) = await OnceAsync(
            token => _dedicated.Deployments.CreateAsync(Record.EndpointId!, request, token),
            token => ListedDeploymentAsync(name, token),
            cancellationToken).ConfigureAwait(false);
        Record = Record with { DeploymentId = _deployment.Id };
        await SaveAsync(cancellationToken).ConfigureAwait(false);
        Report(RentStage.CreatingDeployment, $"{name} is made ({_deployment.Id})", _deployment);
    }

    /// <summary>Makes something; where it is not known whether that worked, looks for it before trying again.</summary>
    /// <returns>It, and whether it is certain that this rental made it: it is not, where it was found by its name.</returns>
    private async Task<(T Made, bool IsCertain)> OnceAsync<T>(Func<CancellationToken, Task<T>> make, Func<CancellationToken, Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        for (int attempt = 1; ; attempt++)
        {
            _isUnknown = true;
            try
            {
                T made = await make(cancellationToken).ConfigureAwait(false);
                _isUnknown = false;
                return (made, true);
            }
            catch (TogetherException exception) when (attempt == 1 && !MayHaveWorked(exception))
            {
                _isUnknown = false; // refused: nothing was made
                throw;
            }
            catch (TogetherException exception) when (MayHaveWorked(exception) || (attempt > 1 && exception is TogetherConflictException))
            {
                Report(_stage, $"no answer to the creation ({exception.Summary}); looks whether it worked");
                if (await LookAsync(find, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    _isUnknown = false;
                    return (found, false);
                }

                if (attempt == Attempts || IsExpired)
                    throw;
            }
        }
    }

    /// <summary>Looks more than once: what was just made may take a moment to be listed, and what is made twice is paid twice.</summary>
    private async Task<T?> LookAsync<T>(Func<CancellationToken, Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        for (int look = 1; ; look++)
        {
            if (await find(cancellationToken).ConfigureAwait(false) is { } found)
                return found;
            if (look == Attempts)
                return null;
            await Task.Delay(look * s_listLag, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DedicatedEndpoint?> ListedEndpointAsync(CancellationToken cancellationToken)
    {
        await foreach (DedicatedEndpoint endpoint in _dedicated.Endpoints.ListAsync(new DedicatedListOptions { Limit = 500 }, cancellationToken).ConfigureAwait(false))
        {
            if (LeaseRecord.LastPart(endpoint.Name) == Record.EndpointName)
                return endpoint;
        }

        return null;
    }

    private async Task<DedicatedDeployment?> ListedDeploymentAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (DedicatedDeployment deployment in _dedicated.Deployments.ListAsync(Record.EndpointId!, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (LeaseRecord.LastPart(deployment.Name) == name)
                return deployment;
        }

        return null;
    }

    private static bool MayHaveWorked(TogetherException exception) =>
        exception is TogetherTimeoutException or TogetherConnectionException or TogetherServerException or TogetherResponseException;
}
