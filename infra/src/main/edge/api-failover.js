// CloudFront function (runtime 2.0, viewer request): reads of the API may be answered by a replica's region when the
// home region fails. A behaviour with an origin group of its own would refuse POST, so the group is made here.
import cf from 'cloudfront';

const home = 'api';
const replicas = [/* origin ids */];

function handler(event) {
  const request = event.request;
  if (request.method === 'GET' || request.method === 'HEAD') {
    const replica = replicas[Math.floor(Math.random() * replicas.length)];
    cf.createRequestOriginGroup({
      originIds: [{ originId: home }, { originId: replica }],
      failoverCriteria: { statusCodes: [500, 502, 503, 504] },
    });
  }
  return request;
}
