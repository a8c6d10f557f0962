namespace TogetherAI;

/// <summary>The operations on deployments.</summary>
internal static class DedicatedDeploymentOperations
{
    public static readonly Operation<NoBody, CursorPage<DedicatedDeployment>> List = new(
        "DeploymentService_ListDeployments",
        HttpMethod.Get,
        "v2/projects/{project}/endpoints/{endpoint}/deployments",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedDeployment,
        RetryClass.Safe);

    public static readonly Operation<NoBody, DedicatedDeployment> Get = new(
        "DeploymentService_GetDeployment",
        HttpMethod.Get,
        "v2/projects/{project}/endpoints/{endpoint}/deployments/{deployment}",
        RequestType: null,
        DedicatedJsonContext.Default.DedicatedDeployment,
        RetryClass.Safe);

    public static readonly Operation<CreateDedicatedDeploymentRequest, DedicatedDeployment> Create = new(
        "DeploymentService_CreateDeployment",
        HttpMethod.Post,
        "v2/projects/{project}/endpoints/{endpoint}/deployments",
        DedicatedJsonContext.Default.CreateDedicatedDeploymentRequest,
        DedicatedJsonContext.Default.DedicatedDeployment,
        RetryClass.Once);

    public static readonly Operation<CreateDedicatedDeploymentRequest, DedicatedDeployment> Validate = new(
        "DeploymentService_CreateDeployment",
        HttpMethod.Post,
        "v2/projects/{project}/endpoints/{endpoint}/deployments",
        DedicatedJsonContext.Default.CreateDedicatedDeploymentRequest,
        DedicatedJsonContext.Default.DedicatedDeployment,
        RetryClass.Safe);

    public static readonly Operation<DedicatedDeploymentUpdate, DedicatedDeployment> Update = new(
        "DeploymentService_UpdateDeployment",
        HttpMethod.Patch,
        "v2/projects/{project}/endpoints/{endpoint}/deployments/{deployment}",
        DedicatedJsonContext.Default.DedicatedDeploymentUpdate,
        DedicatedJsonContext.Default.DedicatedDeployment,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, EmptyResponse> Delete = new(
        "DeploymentService_DeleteDeployment",
        HttpMethod.Delete,
        "v2/projects/{project}/endpoints/{endpoint}/deployments/{deployment}",
        RequestType: null,
        TogetherJsonContext.Default.EmptyResponse,
        RetryClass.Repeatable);
}
