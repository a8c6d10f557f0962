// Endpoints of the first version, from the time before it was closed.
#pragma warning disable CS0618
using TogetherAI;

public class LegacyEndpoints
{
    private readonly TogetherClient client;

    public LegacyEndpoints(TogetherClient client)
    {
        this.client = client;
    }

    public async Task<string> CreateForeverAsync()
    {
        EndpointV1 endpoint = await client.Dedicated.V1.CreateAsync(new CreateEndpointV1Request // expect: TAI1002
        {
            Model = "meta-llama/Llama-4-Scout-17B-16E-Instruct",
            Hardware = "2x_nvidia_h100_80gb_sxm",
            Autoscaling = new EndpointV1Autoscaling { MinReplicas = 1, MaxReplicas = 3 },
        });
        return endpoint.Id;
    }

    public async Task<string> CreateNeverIdleAsync()
    {
        var request = new CreateEndpointV1Request
        {
            Model = "meta-llama/Llama-4-Scout-17B-16E-Instruct",
            Hardware = "2x_nvidia_h100_80gb_sxm",
            InactiveTimeout = 0, // expect: TAI1003
            Autoscaling = new EndpointV1Autoscaling { MinReplicas = 3, MaxReplicas = 1 }, // expect: TAI1007
        };
        return (await client.Dedicated.V1.CreateAsync(request)).Id;
    }

    public async Task<string> CreateAsync(int minutes)
    {
        var request = new CreateEndpointV1Request
        {
            Model = "meta-llama/Llama-4-Scout-17B-16E-Instruct",
            Hardware = "2x_nvidia_h100_80gb_sxm",
            InactiveTimeout = minutes,
            Autoscaling = new EndpointV1Autoscaling { MinReplicas = 1, MaxReplicas = 1 },
        };
        return (await client.Dedicated.V1.CreateAsync(request)).Id;
    }

    public async Task<string> CreateStoppedAsync()
    {
        EndpointV1 endpoint = await client.Dedicated.V1.CreateAsync(new CreateEndpointV1Request
        {
            Model = "meta-llama/Llama-4-Scout-17B-16E-Instruct",
            Hardware = "2x_nvidia_h100_80gb_sxm",
            State = EndpointV1State.Stopped,
            Autoscaling = new EndpointV1Autoscaling { MinReplicas = 1, MaxReplicas = 1 },
        });
        return endpoint.Id;
    }

    public async Task StopAllAsync()
    {
        var list = await client.Dedicated.V1.ListAsync(new EndpointV1ListOptions { Mine = true });
        foreach (var endpoint in list.Data.Where(e => e.State == EndpointV1State.Started))
        {
            await client.Dedicated.V1.StopAsync(endpoint.Id);
            EndpointV1 now;
            do
            {
                await Task.Delay(5000);
                now = await client.Dedicated.V1.GetAsync(endpoint.Id);
            } while (now.State == EndpointV1State.Stopping);
        }
    }
}
