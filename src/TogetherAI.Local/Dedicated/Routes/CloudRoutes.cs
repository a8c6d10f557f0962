using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>What the management routes share. Thread-safe.</summary>
internal abstract class CloudRoutes(VirtualCloud cloud)
{
    protected VirtualCloud Cloud => cloud;

    protected static string Id(ApiCall call, string name) => (string)call.Http.Request.RouteValues[name]!;

    protected static string? Query(ApiCall call, string name) =>
        call.Http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    protected static bool QueryFlag(ApiCall call, string name) => Query(call, name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw ApiException.Invalid(name, $"{name} must be true or false; it is {other}."),
    };

    /// <summary>Refuses another project than the one there is.</summary>
    protected void CheckProject(ApiCall call)
    {
        string project = Id(call, "project");
        if (project != cloud.Options.ProjectId)
            throw CloudErrors.NotFound("project", project);
    }

    /// <summary>The endpoint of the path. Called under the cloud's lock.</summary>
    protected CloudEndpoint Endpoint(ApiCall call)
    {
        CheckProject(call);
        string id = Id(call, "endpoint");
        return cloud.Endpoints.Find(endpoint => endpoint.Id == id) ?? throw CloudErrors.NotFound("endpoint", id);
    }

    protected static IQueryCollection QueryOf(ApiCall call) => call.Http.Request.Query;
}
