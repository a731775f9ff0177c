#!/bin/sh
# Prints where orders are placed in a stack: orders-url.sh STACK. Needs the aws command line and jq.
set -eu
STACK=${1:?a stack\'s name is needed, for example dev}

# region ssm
aws ssm get-parameter --name "/quartet/$STACK/exports/services" --query Parameter.Value --output text | jq -r .orders.api.url
# endregion
