// Dedicated endpoints by their raw calls, as a first script about them looks.
using TogetherAI;

using var together = new TogetherClient();
DedicatedClient dedicated = together.Dedicated;

DedicatedEndpoint endpoint = await dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = "support-chat" });
DedicatedDeployment deployment = await dedicated.Deployments.CreateAsync(endpoint.Id, new CreateDedicatedDeploymentRequest // expect: TAI1002, TAI1005
{
    Name = "main",
    Model = "projects/proj_1/models/ml_1",
    Config = "projects/proj_1/configs/cr_1",
    Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 2 },
});

// Until it is there. Nobody said how often one may ask.
while (deployment.Status.State != DeploymentState.Ready)
    deployment = await dedicated.Deployments.GetAsync(endpoint.Id, deployment.Id); // expect: TAI2004

await dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 100 }]);

AccountIdentity me = await together.Account.WhoAmIAsync();
ChatResponse answer = await dedicated.Inference.Chat.CreateAsync(new ChatRequest
{
    Model = $"{me.ProjectSlug}/{endpoint.Name}",
    Messages = [ChatMessage.User("Hello there")],
    MaxTokens = 64,
});
Console.WriteLine(answer.Text);
