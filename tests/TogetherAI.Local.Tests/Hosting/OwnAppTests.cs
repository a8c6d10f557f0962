using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace TogetherAI.Local.Tests.Hosting;

/// <summary>The API inside an app of one's own, beside its other routes.</summary>
public class OwnAppTests
{
    [Fact]
    public async Task The_api_is_served_below_a_path_of_the_apps_choice()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddTogetherApi(static o => o.TimeProvider = new VirtualTimeProvider());
        await using WebApplication app = builder.Build();
        app.MapGroup("/ai").MapTogetherApi();
        await app.StartAsync();
        app.Services.GetRequiredService<ScriptedChat>().Always().Reply("ok");
        app.Services.GetRequiredService<FaultScript>().OnModels().Respond(503);
        using HttpClient http = app.GetTestClient();
        using HttpResponseMessage answer = await http.SendAsync(Hosts.Post("/ai/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}]}"""));
        Assert.Contains("\"content\":\"ok\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(503, (int)(await http.GetAsync("/ai/v1/models")).StatusCode);
        Assert.Equal(404, (int)(await http.GetAsync("/v1/models")).StatusCode);
        Assert.Equal(2, app.Services.GetRequiredService<RequestLog>().Count);

        app.Services.GetRequiredService<DedicatedCloud>().Stock.Set("1xnvidia-h100-80gb", 0);
        string hardware = await http.GetStringAsync("/ai/v2/public/inference-instance-types/1xnvidia-h100-80gb");
        Assert.Contains("\"headroom\":{\"value\":0,\"relation\":\"RELATION_EQ\"}", hardware, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await http.GetAsync("/ai/v2/nothing")).StatusCode);
    }
}
