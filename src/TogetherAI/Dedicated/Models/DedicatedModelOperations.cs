namespace TogetherAI;

/// <summary>The operations on a project's own models.</summary>
internal static class DedicatedModelOperations
{
    public static readonly Operation<NoBody, CursorPage<DedicatedModel>> List = new(
        "VolumeService_ListModels",
        HttpMethod.Get,
        "v2/projects/{project}/models",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedModel,
        RetryClass.Safe);

    public static readonly Operation<NoBody, CursorPage<DedicatedModel>> ListOrganization = new(
        "VolumeService_ListOrganizationModels",
        HttpMethod.Get,
        "v2/organizations/{organization}/models",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedModel,
        RetryClass.Safe);

    public static readonly Operation<NoBody, DedicatedModel> Get = new(
        "VolumeService_GetModel",
        HttpMethod.Get,
        "v2/projects/{project}/models/{model}",
        RequestType: null,
        DedicatedJsonContext.Default.DedicatedModel,
        RetryClass.Safe);

    public static readonly Operation<CreateDedicatedModelRequest, DedicatedModel> Create = new(
        "VolumeService_CreateModel",
        HttpMethod.Post,
        "v2/projects/{project}/models",
        DedicatedJsonContext.Default.CreateDedicatedModelRequest,
        DedicatedJsonContext.Default.DedicatedModel,
        RetryClass.Once);

    public static readonly Operation<DedicatedModelUpdate, DedicatedModel> Update = new(
        "VolumeService_UpdateModel",
        HttpMethod.Patch,
        "v2/projects/{project}/models/{model}",
        DedicatedJsonContext.Default.DedicatedModelUpdate,
        DedicatedJsonContext.Default.DedicatedModel,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, EmptyResponse> Delete = new(
        "VolumeService_DeleteModel",
        HttpMethod.Delete,
        "v2/projects/{project}/models/{model}",
        RequestType: null,
        TogetherJsonContext.Default.EmptyResponse,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, DedicatedModelFileList> ListFiles = new(
        "VolumeService_ListModelFiles",
        HttpMethod.Get,
        "v2/projects/{project}/models/{model}/files",
        RequestType: null,
        DedicatedJsonContext.Default.DedicatedModelFileList,
        RetryClass.Safe);

    public static readonly Operation<NoBody, CursorPage<DedicatedModelRevision>> ListRevisions = new(
        "VolumeService_ListModelRevisions",
        HttpMethod.Get,
        "v2/projects/{project}/models/{model}/revisions",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedModelRevision,
        RetryClass.Safe);

    public static readonly Operation<NoBody, DedicatedModelRevision> GetRevision = new(
        "VolumeService_GetRevisionByModelType",
        HttpMethod.Get,
        "v2/projects/{project}/models/{model}/revisions/{revision}",
        RequestType: null,
        DedicatedJsonContext.Default.DedicatedModelRevision,
        RetryClass.Safe);
}
